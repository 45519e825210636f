package io.micromirror.register;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A mirror and the projects that are known beside it, as JSON: specs, the projects' by name. */
public record Manifests(String name, JsonNode node, Map<String, JsonNode> projects) {
    public Manifests {
        projects = Map.copyOf(projects);
    }
}
