package io.micromirror.node;

import static io.micromirror.node.Sightings.NOON;
import static io.micromirror.node.Sightings.VIEW;
import static io.micromirror.node.Sightings.condition;
import static io.micromirror.node.Sightings.failed;
import static io.micromirror.node.Sightings.project;
import static io.micromirror.node.Sightings.result;
import static io.micromirror.node.Sightings.serving;
import static io.micromirror.node.Sightings.status;
import static io.micromirror.node.Sightings.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectState;
import io.micromirror.sync.Outcome;
import org.junit.jupiter.api.Test;

/** The truth table of the API, row by row. */
class NodeStatusTest {
    @Test
    void readyIsUnknownWhileTheFirstSyncRuns() {
        MirrorNodeStatus status = status(VIEW, serving(result("debian", Outcome.UPDATED, NOON)));

        assertThat(condition(status, "Ready"))
                .returns("Unknown", Condition::getStatus)
                .returns("FirstSync", Condition::getReason)
                .returns("1 of 2 projects are published; still to come: fedora.", Condition::getMessage);
        assertThat(project(status, "fedora").state()).isEqualTo(ProjectState.FIRST_SYNC);
    }

    @Test
    void readyIsFalseWhenAFirstSyncFailedAndSaysWhichFieldAndWhy() {
        MirrorNodeStatus status = status(
                VIEW,
                serving(
                        result("debian", Outcome.UPDATED, NOON),
                        failed("fedora", Outcome.REFUSED, "rsync://u/f/ has no module f.", null)));

        assertThat(condition(status, "Ready"))
                .returns("False", Condition::getStatus)
                .returns("FirstSyncFailed", Condition::getReason)
                .returns("MirrorProject fedora, spec.upstreams: rsync://u/f/ has no module f.", Condition::getMessage);
    }

    @Test
    void readyIsTrueWhenAllIsPublishedAndStaysSoWhenStale() {
        MirrorNodeStatus status = status(
                VIEW,
                serving(
                        result("debian", Outcome.UPDATED, NOON),
                        failed("fedora", Outcome.UNREACHABLE, "Nobody answers.", NOON.minusSeconds(7200))));

        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
        assertThat(condition(status, "Fresh"))
                .returns("False", Condition::getStatus)
                .returns(
                        "fedora was last synced at 2026-01-01T10:00:00Z and should be every 3600 seconds."
                                + " MirrorProject fedora, spec.upstreams: Nobody answers.",
                        Condition::getMessage);
    }

    @Test
    void freshUntilTwiceTheInterval() {
        Observed observed = serving(
                result("debian", Outcome.UPDATED, NOON), result("fedora", Outcome.UPDATED, NOON.minusSeconds(7199)));

        MirrorNodeStatus status = status(VIEW, observed);
        assertThat(condition(status, "Fresh").getStatus()).isEqualTo("True");
        assertThat(NodeStatus.nextChange(VIEW, status, NOON)).contains(NOON.plusSeconds(1));
    }

    @Test
    void nothingPublishedIsNotFreshNorStale() {
        assertThat(condition(status(VIEW, serving()), "Fresh").getStatus()).isEqualTo("Unknown");
    }

    @Test
    void healthyIsUnknownUntilACheckerWasAsked() {
        assertThat(condition(status(VIEW, serving()), "Healthy").getStatus()).isEqualTo("Unknown");
    }

    @Test
    void rejectedProjectMakesReadyFalseAndTheOthersGoOn() {
        NodeView view = view("[{name: debian}, {name: nope}]");
        MirrorNodeStatus status = status(view, serving(result("debian", Outcome.UPDATED, NOON)));

        assertThat(condition(status, "Ready"))
                .returns("False", Condition::getStatus)
                .returns("ProjectRejected", Condition::getReason);
        assertThat(condition(status, "Ready").getMessage()).startsWith("spec.projects[name=nope]: there is no");
        assertThat(project(status, "nope").state()).isEqualTo(ProjectState.REJECTED);
        assertThat(project(status, "debian").state()).isEqualTo(ProjectState.PUBLISHED);
    }

    @Test
    void transitionTimeMovesOnlyWithTheStatus() {
        MirrorNodeStatus first = status(VIEW, serving());
        MirrorNodeStatus later =
                NodeStatus.of(VIEW, serving(result("debian", Outcome.UPDATED, NOON)), first, 1L, NOON.plusSeconds(60));

        assertThat(condition(later, "Ready").getLastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(condition(later, "Fresh").getLastTransitionTime()).isEqualTo("2026-01-01T12:01:00Z");
    }

    @Test
    void stalledIsSaidOnceAndGoesWithTheNextGoodPass() {
        MirrorNodeStatus good = status(VIEW, serving());
        MirrorNodeStatus stalled = NodeStatus.stalled(good, 1L, "forbidden", NOON);

        assertThat(condition(stalled, "Stalled").getMessage()).endsWith("tries again: forbidden");
        assertThat(NodeStatus.stalled(stalled, 1L, "forbidden", NOON.plusSeconds(9)))
                .isEqualTo(stalled);
        assertThat(NodeStatus.of(VIEW, serving(), stalled, 1L, NOON)).isEqualTo(good);
    }
}
