package io.micromirror.check;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a project's distribution checks its mirrors, as its MirrorProject says.
 *
 * @param path where the project lies below a mirror's root
 * @param module its rsync module
 * @param troubles what of it cannot be understood, one sentence each
 */
public record ProjectChecks(
        String project, String path, String module, Checker checker, List<Check> checks, List<String> troubles) {
    public ProjectChecks {
        checks = List.copyOf(checks);
        troubles = List.copyOf(troubles);
    }

    /** From the spec of a MirrorProject as JSON. */
    public static ProjectChecks parse(String project, JsonNode spec) {
        List<Check> checks = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        Checker checker = Checker.unknown();
        try {
            if (spec.hasNonNull("checker")) {
                checker = Json.MAPPER.treeToValue(spec.get("checker"), Checker.class);
            }
        } catch (JacksonException e) {
            troubles.add("checker: " + e.getOriginalMessage());
        }
        for (JsonNode check : spec.path("checks")) {
            try {
                checks.add(Check.parse(check));
            } catch (IllegalArgumentException e) {
                troubles.add(e.getMessage());
            }
        }
        return new ProjectChecks(
                project,
                spec.path("path").asText(project),
                spec.path("module").asText(project),
                checker,
                checks,
                troubles);
    }

    /** Those alone that ask whether the distribution lists the mirror. */
    public ProjectChecks listing() {
        return new ProjectChecks(
                project,
                path,
                module,
                checker,
                checks.stream()
                        .filter(check -> check.probe() instanceof DistroVerdict)
                        .toList(),
                List.of());
    }

    /** From a MirrorProject in YAML. */
    public static ProjectChecks read(InputStream manifest) throws IOException {
        JsonNode root = new YAMLMapper().readTree(manifest);
        return parse(root.path("metadata").path("name").asText("project"), root.path("spec"));
    }

    /** From the catalogue that comes with the command; nothing where it has no such project. */
    public static Optional<ProjectChecks> ofCatalogue(String project) throws IOException {
        if (!project.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            return Optional.empty();
        }
        try (InputStream manifest = ProjectChecks.class.getResourceAsStream("/catalogue/" + project + ".yaml")) {
            return manifest == null ? Optional.empty() : Optional.of(read(manifest));
        }
    }
}
