package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.api.MirrorNode;
import io.micromirror.node.NodeView.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final List<String> ROOTS = List.of("/srv/mirror", "/data/");

    @Test
    void pathOutsideTheRootsIsRefusedByName() {
        assertThat(problem(node("a", 1, "storage: {path: /etc}")))
                .hasValueSatisfying(problem -> assertThat(problem.message())
                        .startsWith("spec.storage.path: /etc lies under none of the chart's storageRoots"));
    }

    @Test
    void neighbourOfARootIsNotInIt() {
        assertThat(problem(node("a", 1, "storage: {path: /srv/mirrors}"))).isPresent();
        assertThat(problem(node("a", 1, "storage: {path: /srv/mirror/one}"))).isEmpty();
        assertThat(problem(node("a", 1, "storage: {path: /data/one}"))).isEmpty();
    }

    @Test
    void oneStoragePathForTwoIsTheJuniorsProblemAndNamesBoth() {
        MirrorNode senior = node("z", 1, "http: {port: 81}\n  rsync: {port: 874}");
        MirrorNode junior = node("a", 2, "storage: {path: /srv/mirror/inside}");
        assertThat(problem(senior, junior)).isEmpty();
        assertThat(problem(junior, senior)).hasValueSatisfying(problem -> {
            assertThat(problem.reason()).isEqualTo("Conflict");
            assertThat(problem.message()).contains("MirrorNodes z and a share the storage path");
        });
    }

    @Test
    void onePortForTwoIsTheJuniorsProblemAndNamesIt() {
        MirrorNode senior = node("z", 1, "storage: {path: /srv/mirror/z}");
        MirrorNode junior = node("a", 2, "storage: {path: /srv/mirror/a}\n  http: {port: 873}\n  rsync: {port: 874}");
        assertThat(problem(junior, senior))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("share port 873 on one node"));
    }

    @Test
    void differentNodesDoNotMeet() {
        assertThat(problem(node("a", 2, "nodeName: one"), node("z", 1, "nodeName: two")))
                .isEmpty();
        assertThat(problem(node("a", 2, "nodeName: one"), node("z", 1, ""))).isPresent();
    }

    @Test
    void eachProtocolNeedsAPortOfItsOwn() {
        assertThat(problem(node("a", 1, "http: {port: 873}")))
                .hasValueSatisfying(problem -> assertThat(problem.message())
                        .isEqualTo("spec.http.port and spec.rsync.port are both 873. Give one of them another port."));
        assertThat(problem(node("a", 1, "http: {port: 443, tls: {secretName: s}}")))
                .hasValueSatisfying(problem -> assertThat(problem.message())
                        .startsWith("spec.http.port and spec.http.tls.port are both 443."));
    }

    @Test
    void portOfHttpsIsSharedWithNobody() {
        assertThat(problem(
                        node(
                                "a",
                                2,
                                "storage: {path: /srv/mirror/a}\n  http: {port: 81, tls: {secretName: s}}\n  rsync: {port: 874}"),
                        node("z", 1, "storage: {path: /srv/mirror/z}\n  http: {port: 443}")))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("share port 443 on one node"));
    }

    @Test
    void oneNameForTwoIsTheJuniorsProblemWhereverTheyAre() {
        MirrorNode senior = node("z", 1, "nodeName: one\n  aliases: [mirror.example.org]");
        MirrorNode junior = node("a", 2, "nodeName: two\n  aliases: [other.example.org, mirror.example.org]");
        assertThat(problem(senior, junior)).isEmpty();
        assertThat(problem(junior, senior))
                .hasValueSatisfying(problem -> assertThat(problem.message())
                        .startsWith(
                                "spec.hostname, spec.aliases: MirrorNodes z and a share the name mirror.example.org."));
    }

    private static Optional<Problem> problem(MirrorNode node, MirrorNode... others) {
        return Placement.problem(node, List.of(others), ROOTS);
    }

    private static MirrorNode node(String name, int second, String spec) {
        return Manifests.nodes("""
                        kind: MirrorNode
                        metadata: {name: %s, namespace: n, creationTimestamp: "2026-01-01T00:00:0%dZ"}
                        spec:
                          hostname: %s.example.net
                          projects: [{name: p}]
                          %s
                        """.formatted(name, second, name, spec)).getFirst();
    }
}
