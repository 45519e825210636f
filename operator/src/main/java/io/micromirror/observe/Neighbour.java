package io.micromirror.observe;

import io.micromirror.fleet.Member;
import java.net.URI;

/**
 * A mirror that is watched.
 *
 * @param hostname what it calls itself; null where only an address is known
 */
public record Neighbour(String name, URI root, String hostname) {
    /** One of a fleet. */
    public static Neighbour of(Member member) {
        boolean named = !member.name().equals(member.root().getRawAuthority());
        return new Neighbour(member.name(), member.root(), named ? member.root().getHost() : null);
    }

    /** What is asked for. */
    public URI status() {
        return root.resolve("status.json");
    }
}
