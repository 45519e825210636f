package io.micromirror.check;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One project on one mirror, under its public name.
 *
 * @param bases web addresses of the project's directory, each ending in {@code /}
 * @param rsync the project's module, ending in {@code /}; null where none is offered
 * @param ownIpv6 what its own machine says of IPv6; null where it says nothing
 * @param aliases further names of the host
 */
public record Target(String project, String host, List<URI> bases, URI rsync, OwnIpv6 ownIpv6, List<String> aliases) {
    public Target {
        bases = List.copyOf(bases);
        aliases = List.copyOf(aliases);
    }

    /** Of a mirror that says nothing of itself. */
    public Target(String project, String host, List<URI> bases, URI rsync) {
        this(project, host, bases, rsync, null, List.of());
    }

    Target with(OwnIpv6 own) {
        return new Target(project, host, bases, rsync, own, aliases);
    }

    Target alsoNamed(List<String> names) {
        return new Target(project, host, bases, rsync, ownIpv6, names);
    }

    Optional<URI> base(String scheme) {
        return bases.stream().filter(base -> base.getScheme().equals(scheme)).findFirst();
    }

    /** The first of the given schemes that there is, or the first base. */
    URI base(List<String> schemes) {
        return schemes.stream()
                .flatMap(scheme -> base(scheme).stream())
                .findFirst()
                .orElse(bases.getFirst());
    }

    List<URI> bases(List<String> schemes) {
        return schemes.isEmpty()
                ? bases
                : bases.stream()
                        .filter(base -> schemes.contains(base.getScheme()))
                        .toList();
    }
}
