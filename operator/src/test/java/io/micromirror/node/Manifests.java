package io.micromirror.node;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorProject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Manifests as people write them, read for tests: the first MirrorNode is the one in question. */
final class Manifests {
    static final Settings SETTINGS = new Settings(
            "micromirror",
            "micromirror:test",
            "micromirror:serving",
            "certify",
            "IfNotPresent",
            List.of("/srv/mirror"),
            Optional.of("10.43.0.7:8080"),
            Optional.empty());

    private Manifests() {}

    static NodeView view(String yaml) {
        List<MirrorNode> nodes = nodes(yaml);
        return NodeView.of(nodes.getFirst(), of(yaml, "MirrorProject", MirrorProject.class), nodes, SETTINGS);
    }

    static List<MirrorNode> nodes(String yaml) {
        return of(yaml, "MirrorNode", MirrorNode.class);
    }

    static List<MirrorProject> projects(String yaml) {
        return of(yaml, "MirrorProject", MirrorProject.class);
    }

    private static <T> List<T> of(String yaml, String kind, Class<T> type) {
        return Stream.of(yaml.split("(?m)^---$"))
                .filter(document -> document.contains("kind: " + kind + "\n"))
                .map(document -> Serialization.unmarshal(document, type))
                .toList();
    }
}
