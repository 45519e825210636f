package io.micromirror.lint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * One file of a catalogue.
 *
 * @param file its name
 * @param text as it was written, comments included
 */
record Manifest(String file, String text, JsonNode root) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * The manifest.
     *
     * @throws IllegalArgumentException with a sentence, when it is no YAML
     */
    static Manifest parse(String file, String text) {
        try {
            return new Manifest(file, text, YAML.readTree(text));
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    "it is not YAML" + where + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    String name() {
        return root.at("/metadata/name").asText();
    }

    JsonNode spec() {
        return root.path("spec");
    }
}
