package io.micromirror.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that is wrong with some manifests, one sentence each. */
final class Lint {
    private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata", "spec");

    private final Rules rules = new Rules();

    /** By file, in order; a file without a problem has an empty list. */
    Map<String, List<String>> problems(Map<String, String> texts) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        List<Manifest> projects = new ArrayList<>();
        texts.forEach((file, text) -> {
            try {
                Manifest manifest = Manifest.parse(file, text);
                List<String> problems = new ArrayList<>(form(manifest.root()));
                if (problems.isEmpty() && manifest.root().path("kind").asText().equals("MirrorProject")) {
                    problems.addAll(Advice.on(manifest));
                    projects.add(manifest);
                }
                all.put(file, problems);
            } catch (IllegalArgumentException unreadable) {
                all.put(file, List.of(unreadable.getMessage()));
            }
        });
        Neighbours.clashes(projects)
                .forEach((manifest, clashes) -> all.get(manifest.file()).addAll(clashes));
        return all;
    }

    /** What the API server would refuse. */
    List<String> form(JsonNode root) {
        Optional<JsonNode> schema = Definitions.schema(root.path("kind").asText());
        if (schema.isEmpty() || !root.path("apiVersion").asText().equals("micromirror.io/v1alpha1")) {
            return List.of("it is no MirrorProject: begin with \"apiVersion: micromirror.io/v1alpha1\" and \"kind:"
                    + " MirrorProject\".");
        }
        if (root.at("/metadata/name").asText().isEmpty()) {
            return List.of("metadata.name: Required value");
        }
        JsonNode filled = root.deepCopy();
        Structure.fillIn(schema.get(), filled);
        return judged(schema.get(), filled);
    }

    /** Rules are asked of what has the form that they count on, as the API server does. */
    private List<String> judged(JsonNode schema, JsonNode root) {
        List<String> problems = new ArrayList<>();
        root.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> !TOP.contains(field))
                .forEach(field -> problems.add("unknown field \"" + field + "\""));
        if (root.path("spec").isObject()) {
            problems.addAll(Structure.problems(schema.at("/properties/spec"), root.path("spec"), "spec"));
        } else {
            problems.add("spec: Required value");
        }
        return problems.isEmpty() ? rules.broken(schema, root, "") : problems;
    }
}
