package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectState;
import io.micromirror.sync.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {
    private static final Instant NOON = Sightings.NOON;
    private static final Instant ONE = NOON.plusSeconds(3600);
    private static final Instant TWO = NOON.plusSeconds(7200);

    @Test
    void aProjectIsPausedUntilItsTimeAndOthersAreNot() {
        NodeView view =
                view("micromirror.io/pause.debian: \"2026-01-01T13:00:00Z\"").at(NOON, Sightings.NOTHING);

        assertThat(view.active().map(NodeView.Carried::name)).containsExactly("fedora");
        assertThat(suspended(view)).containsExactly(true, false);
        MirrorNodeStatus status =
                Sightings.status(view, Sightings.serving(Sightings.result("debian", Outcome.UPDATED, NOON)));
        assertThat(Sightings.project(status, "debian").state()).isEqualTo(ProjectState.PAUSED);
        assertThat(Sightings.project(status, "debian").message())
                .isEqualTo("Paused by annotation: no sync starts until 2026-01-01T13:00:00Z.");
        assertThat(view.site().pausedUntil()).isEqualTo(Map.of("debian", ONE));
        assertThat(view.pauses().next()).contains(ONE);
    }

    @Test
    void afterwardsTheAnnotationMeansNothing() {
        NodeView view =
                view("micromirror.io/pause.debian: \"2026-01-01T13:00:00Z\"").at(ONE, Sightings.NOTHING);

        assertThat(view.active()).hasSize(2);
        assertThat(suspended(view)).containsExactly(false, false);
        assertThat(view.site().pausedUntil()).isNull();
        assertThat(view.pauses().next()).isEmpty();
    }

    @Test
    void aWholeMirrorIsPausedAndOfTwoTheLongerOneHolds() {
        NodeView view =
                view("micromirror.io/pause: \"2026-01-01T13:00:00Z\", micromirror.io/pause.debian: \"2026-01-01T14:00:00Z\"")
                        .at(NOON, Sightings.NOTHING);

        assertThat(view.active()).isEmpty();
        assertThat(view.pauses().until("fedora")).contains(ONE);
        assertThat(view.pauses().until("debian")).contains(TWO);
        assertThat(view.at(ONE, Sightings.NOTHING).active().map(NodeView.Carried::name))
                .containsExactly("fedora");
    }

    @Test
    void whatIsNoTimeMeansNothing() {
        assertThat(view("micromirror.io/pause: tomorrow, micromirror.io/pauses: \"2026-01-01T13:00:00Z\"")
                        .at(NOON, Sightings.NOTHING)
                        .active())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "now,                  2026-01-01T12:00:00Z",
        "PT4H,                 2026-01-01T16:00:00Z",
        "P2D,                  2026-01-03T12:00:00Z",
        "2026-12-01T06:00:00Z, 2026-12-01T06:00:00Z",
        "tomorrow,",
        "P9999999999999999D,",
    })
    void timesAreWrittenInFewWays(String words, Instant time) {
        assertThat(PauseCommand.time(words, NOON)).isEqualTo(Optional.ofNullable(time));
    }

    private static List<Boolean> suspended(NodeView view) {
        return view.carried().stream()
                .flatMap(project ->
                        Stream.of(SyncCronJobs.of(view, project).getSpec().getSuspend()))
                .toList();
    }

    private static NodeView view(String annotations) {
        return Manifests.view("""
                kind: MirrorNode
                metadata: {name: box, namespace: n, annotations: {%s}}
                spec:
                  hostname: box.example.net
                  projects: [{name: debian}, {name: fedora}]
                ---
                kind: MirrorProject
                metadata: {name: debian, namespace: n}
                spec: {title: D, path: debian, module: debian, layout: apt, upstreams: ["rsync://u/d/"]}
                ---
                kind: MirrorProject
                metadata: {name: fedora, namespace: n}
                spec: {title: F, path: fedora, module: fedora, layout: rpm, upstreams: ["rsync://u/f/"]}
                """.formatted(annotations));
    }
}
