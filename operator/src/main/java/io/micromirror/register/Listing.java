package io.micromirror.register;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a mirror's manifest answers for one of its projects, by the words of {@code registration.text}. */
final class Listing {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int RSYNC = 873;
    private static final int HOUR = 3600;
    private static final int EVERY_SECONDS = 21_600;

    private Listing() {}

    /** Words without an answer are absent. */
    static Map<String, String> words(JsonNode node, JsonNode entry, JsonNode project) {
        Map<String, String> words = new LinkedHashMap<>();
        String host = node.path("hostname").asText();
        String path = project.path("path").asText() + "/";
        words.put("hostname", host);
        words.put("path", "/" + path);
        words.put("module", project.path("module").asText());
        words.put("http", "http://" + host + port(node.at("/http/port"), HTTP) + "/" + path);
        if (node.at("/http/tls").isObject()) {
            words.put("https", "https://" + host + port(node.at("/http/tls/port"), HTTPS) + "/" + path);
        }
        if (node.at("/rsync/enabled").asBoolean(true)) {
            words.put(
                    "rsync", "rsync://" + host + port(node.at("/rsync/port"), RSYNC) + "/" + words.get("module") + "/");
        }
        put(words, "sponsor", node.at("/sponsor/name"));
        put(words, "sponsorUrl", node.at("/sponsor/url"));
        put(words, "contact", node.path("contact"));
        node.path("location").properties().forEach(place -> put(words, place.getKey(), place.getValue()));
        JsonNode own = entry.at("/schedule/everySeconds");
        int every = (own.isMissingNode() ? project.at("/schedule/everySeconds") : own).asInt(EVERY_SECONDS);
        words.put("hours", String.valueOf(Math.max(1, every / HOUR)));
        return words;
    }

    private static String port(JsonNode port, int usual) {
        return port.asInt(usual) == usual ? "" : ":" + port.asInt();
    }

    private static void put(Map<String, String> words, String word, JsonNode value) {
        if (!value.asText().isBlank()) {
            words.put(word, value.asText());
        }
    }
}
