package io.micromirror.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The schemas of the kinds, out of the definitions that come with the command. */
final class Definitions {
    private static final Map<String, String> FILES = Map.of(
            "MirrorNode", "mirrornodes.micromirror.io-v1.yaml",
            "MirrorProject", "mirrorprojects.micromirror.io-v1.yaml");

    private Definitions() {}

    /** The schema of a kind, or nothing where it is none of ours. */
    static Optional<JsonNode> schema(String kind) {
        return Optional.ofNullable(FILES.get(kind)).map(file -> {
            try (InputStream yaml = Definitions.class.getResourceAsStream("/crds/" + file)) {
                return new YAMLMapper().readTree(yaml).at("/spec/versions/0/schema/openAPIV3Schema");
            } catch (IOException broken) {
                throw new UncheckedIOException("the definition of " + kind + " cannot be read", broken);
            }
        });
    }
}
