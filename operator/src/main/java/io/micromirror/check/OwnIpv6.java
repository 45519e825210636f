package io.micromirror.check;

import com.fasterxml.jackson.core.JacksonException;
import io.micromirror.check.Answer.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a mirror's own machine says of IPv6: the field {@code ipv6} of {@code status.json}. Verdicts rest on it where whoever
 * asks has no IPv6. Nothing that a machine sends to itself passes a firewall or an uplink; those its neighbours judge.
 *
 * @param routed whether it has a public address and a default route
 * @param ports those under the mirror's name; none where the name has no IPv6 address or cannot be resolved
 */
public record OwnIpv6(boolean routed, List<Port> ports) {
    public OwnIpv6 {
        ports = ports == null ? List.of() : List.copyOf(ports);
    }

    /**
     * One port that the public knows.
     *
     * @param trouble one word for why no connection came about; null where one did
     */
    public record Port(String scheme, String trouble) {
        /** As a sentence goes on after the URL. */
        String words() {
            return Stream.of(Trouble.values())
                    .filter(each -> each.reason().equals(trouble))
                    .map(Trouble::words)
                    .findFirst()
                    .orElse("answers with " + trouble);
        }
    }

    /** What a {@code status.json} says of it; nothing where an older version wrote it, or nobody looked yet. */
    public static Optional<OwnIpv6> parse(String status) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(status).get("ipv6"))
                    .filter(node -> node.isObject())
                    .map(node -> Json.MAPPER.convertValue(node, OwnIpv6.class));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Nothing where even the machine itself could not ask. */
    Optional<Port> port(String scheme) {
        return ports.stream()
                .filter(port -> port.scheme().equals(scheme))
                .filter(port -> !Trouble.OURS.reason().equals(port.trouble()))
                .findFirst();
    }
}
