package io.micromirror.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one watcher saw of a mirror over each family of addresses: an entry of the field {@code observed} of the watcher's
 * {@code status.json}. Pure.
 */
public record Watched(Minutes ipv4, Minutes ipv6) {
    /** Two are watched; who belongs to the fleet changes now and then. */
    private static final int MOST = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Followed by another one. */
    public Watched plus(Watched later) {
        return new Watched(ipv4.plus(later.ipv4), ipv6.plus(later.ipv6));
    }

    /** Without what is older than a minute. */
    public Watched since(long minute) {
        return new Watched(ipv4.since(minute), ipv6.since(minute));
    }

    public boolean isEmpty() {
        return ipv4.isEmpty() && ipv6.isEmpty();
    }

    /** By the names of the mirrors. */
    public static String toJson(Map<String, Watched> all) {
        ArrayNode list = JSON.createArrayNode();
        new TreeMap<>(all)
                .forEach((name, seen) -> list.addObject()
                        .put("name", name)
                        .put("from", seen.ipv4.from().toString())
                        .put("ipv4", seen.ipv4.text())
                        .put("from6", seen.ipv6.from().toString())
                        .put("ipv6", seen.ipv6.text()));
        return list.toString();
    }

    /** By the names of the mirrors; an entry that is none is left out. */
    public static Map<String, Watched> of(JsonNode observed) {
        Map<String, Watched> all = new TreeMap<>();
        for (JsonNode each : observed.isArray() ? observed : JSON.createArrayNode()) {
            try {
                if (each.path("name").isTextual() && all.size() < MOST) {
                    all.put(
                            each.path("name").textValue(),
                            new Watched(minutes(each, "from", "ipv4"), minutes(each, "from6", "ipv6")));
                }
            } catch (IllegalArgumentException | DateTimeException unreadable) {
                // Of another version; the other entries stand.
            }
        }
        return all;
    }

    private static Minutes minutes(JsonNode of, String from, String text) {
        return Minutes.parse(
                Instant.parse(of.path(from).asText()), of.path(text).asText());
    }
}
