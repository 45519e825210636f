package io.micromirror.serve;

import io.micromirror.check.Ipv6Look;
import io.micromirror.check.OwnIpv6;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Knows how this machine's own name answers over IPv6. Looks now and then on a thread of its own, because a resolver or a
 * connection may take long; whoever reads never waits.
 */
final class Ipv6Watch {
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final Function<List<URI>, OwnIpv6> look;
    private final Clock clock;
    private Known known = new Known(List.of(), Optional.empty());
    private Instant next = Instant.MIN;

    /** What was found of these addresses. */
    private record Known(List<URI> roots, Optional<OwnIpv6> seen) {}

    /** @param look see {@link Ipv6Look#look} */
    Ipv6Watch(Function<List<URI>, OwnIpv6> look, Clock clock) {
        this.look = look;
        this.clock = clock;
    }

    static Ipv6Watch ofThisMachine(Clock clock) {
        return new Ipv6Watch(roots -> Ipv6Look.look(roots, Path.of("/proc/net")), clock);
    }

    /** What was seen last; nothing where these addresses were not looked at yet. */
    synchronized Optional<OwnIpv6> read(Site site) {
        List<URI> roots = roots(site);
        Known last = known;
        boolean others = !last.roots().equals(roots);
        if (others || !clock.instant().isBefore(next)) {
            known = new Known(roots, others ? Optional.empty() : last.seen());
            next = clock.instant().plus(EVERY);
            Thread.ofPlatform().daemon().name("ipv6").start(() -> seen(roots, look.apply(roots)));
        }
        return known.seen();
    }

    private synchronized void seen(List<URI> roots, OwnIpv6 seen) {
        if (known.roots().equals(roots)) {
            known = new Known(roots, Optional.of(seen));
        }
    }

    static List<URI> roots(Site site) {
        return Stream.concat(
                        root("http", site.hostname(), site.httpPort()),
                        Stream.ofNullable(site.https()).flatMap(https -> root("https", site.hostname(), https.port())))
                .toList();
    }

    /** Nothing of a name that is none. */
    private static Stream<URI> root(String scheme, String host, int port) {
        try {
            URI root = new URI("%s://%s:%d/".formatted(scheme, host, port));
            return root.getHost() == null ? Stream.empty() : Stream.of(root);
        } catch (URISyntaxException hostile) {
            return Stream.empty();
        }
    }
}
