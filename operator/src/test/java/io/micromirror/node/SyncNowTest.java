package io.micromirror.node;

import static io.micromirror.node.Sightings.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.SyncResult;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyncNowTest {
    @Test
    void firstWordIsAnythingAndTheOthersAreProjects() {
        assertThat(SyncNow.of("now", NOON)).isEqualTo(new SyncNow("now", NOON, Set.of()));
        assertThat(SyncNow.of("again debian, fedora", NOON).projects()).containsExactlyInAnyOrder("debian", "fedora");
    }

    @Test
    void aTimeIsWhenItWasAskedButNotTheFuture() {
        assertThat(SyncNow.of("2026-01-01T11:00:00Z debian", NOON).since()).isEqualTo("2026-01-01T11:00:00Z");
        assertThat(SyncNow.of("2036-01-01T11:00:00Z debian", NOON).since()).isEqualTo(NOON);
    }

    @Test
    void isServedWhenEachProjectThatItMeansWasSyncedSince() {
        SyncResult debian = Sightings.result("debian", Outcome.UPDATED, NOON.plusSeconds(5));
        SyncResult fedora = Sightings.result("fedora", Outcome.UPDATED, NOON.minusSeconds(5));

        assertThat(echo("x debian", debian, fedora)).isEqualTo("x debian");
        assertThat(echo("x", debian, fedora)).isNull();
        assertThat(echo("x", debian, Sightings.result("fedora", Outcome.FAILED, NOON.plusSeconds(5))))
                .isEqualTo("x");
    }

    @Test
    void isRememberedSinceItWasFirstSeenAndForgottenOnceEchoed() {
        SyncNows wishes = new SyncNows();
        MirrorNode node = node("please");

        assertThat(wishes.of(node, NOON))
                .hasValueSatisfying(wish -> assertThat(wish.since()).isEqualTo(NOON));
        assertThat(wishes.of(node, NOON.plusSeconds(9)))
                .hasValueSatisfying(wish -> assertThat(wish.since()).isEqualTo(NOON));
        node.setStatus(new MirrorNodeStatus(1L, null, null, null, "please", null));
        assertThat(wishes.of(node, NOON)).isEmpty();
        assertThat(wishes.of(node("x".repeat(200_000)), NOON))
                .hasValueSatisfying(wish -> assertThat(wish.value()).hasSize(1024));
    }

    private static String echo(String value, SyncResult... results) {
        Observed asked = Sightings.serving(results).asking(Optional.of(SyncNow.of(value, NOON)), Map.of(), Set.of());
        return Sightings.status(Sightings.VIEW, asked).syncNow();
    }

    private static MirrorNode node(String value) {
        MirrorNode node = Manifests.nodes("""
                kind: MirrorNode
                metadata: {name: box, namespace: n, uid: u}
                spec: {hostname: h, projects: [{name: fedora}]}
                """).getFirst();
        node.getMetadata().setAnnotations(Map.of(SyncNow.ANNOTATION, value));
        return node;
    }
}
