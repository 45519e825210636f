package io.micromirror.serve;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a mirror's operator saw of the mirrors that this one watches: handed to {@link ServeCommand} beside the {@link Site},
 * and passed on word for word as {@code observed} in {@code status.json}. It changes neither nginx nor a pod.
 *
 * @param json a list; empty where nobody is watched
 */
public record SiteSightings(String json) {
    /** Its name, in the directory of the site. */
    public static final String FILE = "observed.json";

    /** Nothing where there is no such file, or none that can be read. */
    static Optional<JsonNode> parse(String json) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readTree(json)).filter(JsonNode::isArray);
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
