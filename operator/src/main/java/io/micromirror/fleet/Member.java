package io.micromirror.fleet;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One mirror of a fleet.
 *
 * @param name of its MirrorNode, or its address where nothing else is known
 * @param root where its web server answers
 * @param projects that it is to carry; empty where that is not known
 * @param sponsor who hosts it; null where that is not known
 * @param place where it stands; null where that is not known
 * @param mail of whom its monthly report goes to; null where nobody is named
 */
public record Member(String name, URI root, List<String> projects, Sponsor sponsor, Place place, String mail) {
    public Member {
        projects = List.copyOf(projects);
    }

    /** Of whom no more is known than the address. */
    public static Member at(URI root) {
        return new Member(root.getRawAuthority(), root, List.of(), null, null, null);
    }

    Optional<String> reportTo() {
        return Optional.ofNullable(mail);
    }

    URI status() {
        return root.resolve("status.json");
    }

    /** The url may be null. */
    public record Sponsor(String name, String url) {}

    /** Degrees are null where nobody said them. */
    public record Place(String city, String region, String country, Double latitude, Double longitude) {}
}
