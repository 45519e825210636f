package io.micromirror.check;

import java.net.URI;
import java.util.List;

/** What is checked: a project on a mirror, and how its distribution does it. */
public record Subject(Target target, ProjectChecks checks) {
    /**
     * A project below a mirror's roots.
     *
     * @param roots web addresses of a mirror, each ending in {@code /}
     * @param rsync the mirror's rsync daemon, ending in {@code /}; null where it has none
     */
    public static Subject of(ProjectChecks checks, List<URI> roots, URI rsync) {
        return new Subject(
                new Target(
                        checks.project(),
                        roots.getFirst().getHost(),
                        roots.stream()
                                .map(root -> root.resolve(checks.path() + "/"))
                                .toList(),
                        rsync == null ? null : rsync.resolve(checks.module() + "/")),
                checks);
    }

    /** The same, where the mirror has further names. */
    public Subject alsoNamed(List<String> aliases) {
        return new Subject(target.alsoNamed(aliases), checks);
    }

    /** The same, where the mirror's own machine says this of IPv6; null where it says nothing. */
    public Subject with(OwnIpv6 ipv6) {
        return new Subject(target.with(ipv6), checks);
    }

    /** The same with those checks alone that ask whether the distribution lists the mirror. */
    public Subject listing() {
        return new Subject(target, checks.listing());
    }
}
