package io.micromirror.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How a box is reached: what its host.yaml says of WireGuard.
 *
 * @param addresses the box's own, of which there is at least one
 * @param publicKey the box's; null until somebody wrote it down
 * @param hubKey the hub's public key
 * @param hubPort where the hub listens
 * @param allowed who may talk to the box through the tunnel
 */
record Tunnel(List<Prefix> addresses, String publicKey, String hubKey, int hubPort, List<Prefix> allowed) {
    private static final int HIGHEST_PORT = 65_535;

    Tunnel {
        addresses = List.copyOf(addresses);
        allowed = List.copyOf(allowed);
    }

    /**
     * Of the block {@code wireguard}. What is wrong with a key never repeats it: it may be a private one.
     *
     * @throws IllegalArgumentException with a sentence that names the field and the mend
     */
    static Tunnel of(JsonNode wireguard) {
        JsonNode hub = wireguard.path("hub");
        List<Prefix> addresses = prefixes(wireguard.path("addresses"), "wireguard.addresses");
        String hubKey = hub.path("publicKey").asText("");
        need(
                WireguardKey.isPublic(hubKey),
                "wireguard.hub.publicKey is no public key of WireGuard: write what `wg pubkey` makes of the hub's private one");
        return new Tunnel(
                addresses,
                publicKey(wireguard, hubKey),
                hubKey,
                port(hub.path("endpoint").asText("")),
                prefixes(hub.path("allowedAddresses"), "wireguard.hub.allowedAddresses"));
    }

    private static String publicKey(JsonNode wireguard, String hubKey) {
        JsonNode given = wireguard.path("publicKey");
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        String key = given.asText("");
        need(
                !key.equals(wireguard.path("privateKey").asText(null)),
                "wireguard.publicKey is the box's private key: write the public one, which `wg pubkey` makes of it");
        need(!key.equals(hubKey), "wireguard.publicKey is that of the hub: write the box's own");
        need(
                WireguardKey.isPublic(key),
                "wireguard.publicKey is no public key, but a private or a misspelt one: write what installed.txt says;"
                        + " a private key that was shown is to be made anew");
        return key;
    }

    private static List<Prefix> prefixes(JsonNode list, String field) {
        List<Prefix> prefixes = new ArrayList<>();
        for (JsonNode each : list) {
            try {
                prefixes.add(Prefix.of(each.asText("")));
            } catch (IllegalArgumentException none) {
                throw new IllegalArgumentException(field + " " + none.getMessage(), none);
            }
        }
        need(!prefixes.isEmpty(), field + " is missing; for example [10.99.0.7/24]");
        return prefixes;
    }

    private static int port(String endpoint) {
        String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        boolean right = endpoint.contains(":") && port.matches("[0-9]{1,5}");
        need(
                right && Integer.parseInt(port) > 0 && Integer.parseInt(port) <= HIGHEST_PORT,
                "wireguard.hub.endpoint has no port; write it as in hub.example.net:51820");
        return Integer.parseInt(port);
    }

    private static void need(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
