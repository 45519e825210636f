package io.micromirror.node;

import static io.micromirror.node.Sightings.NOON;
import static io.micromirror.node.Sightings.VIEW;
import static io.micromirror.node.Sightings.condition;
import static io.micromirror.node.Sightings.project;
import static io.micromirror.node.Sightings.result;
import static io.micromirror.node.Sightings.serving;
import static io.micromirror.node.Sightings.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectVerdict;
import io.micromirror.check.Level;
import io.micromirror.check.Verdict;
import io.micromirror.serve.SiteVerdicts;
import io.micromirror.sync.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the checkers would say, in a status. */
class VerdictsTest {
    private static final MirrorNodeStatus PUBLISHED =
            status(VIEW, serving(result("debian", Outcome.UPDATED, NOON), result("fedora", Outcome.UPDATED, NOON)));

    private static Verdict verdict(String project, Level level, String reason, String message, Instant dropsAt) {
        return new Verdict(project, "dmt", level, reason, message, null, dropsAt, NOON, List.of());
    }

    private static MirrorNodeStatus after(MirrorNodeStatus before, Instant now, Verdict... verdicts) {
        Map<String, Verdict> map = new java.util.HashMap<>();
        for (Verdict each : verdicts) {
            map.put(each.project(), each);
        }
        return Verdicts.of(PUBLISHED, before, map, now);
    }

    @Test
    void withoutVerdictsNothingIsSaid() {
        assertThat(after(PUBLISHED, NOON)).isEqualTo(PUBLISHED);
        assertThat(condition(PUBLISHED, "Healthy").getStatus()).isEqualTo("Unknown");
    }

    @Test
    void whereAMirrorIsListedIsTold() {
        Verdict unknown = verdict("debian", Level.OK, "Ok", "", null);
        Verdict listed = new Verdict("debian", "dmt", Level.OK, "Ok", "", null, null, NOON, List.of(), true);

        MirrorNodeStatus before = after(PUBLISHED, NOON, unknown);
        MirrorNodeStatus told = after(before, NOON.plusSeconds(60), listed);

        assertThat(project(before, "debian").verdict().listed()).isNull();
        assertThat(project(told, "debian").verdict())
                .returns(true, ProjectVerdict::listed)
                .returns(NOON, ProjectVerdict::since);
        assertThat(after(told, NOON.plusSeconds(120), listed)).isEqualTo(told);
        assertThat(CheckReading.news(unknown, listed)).isTrue();
        assertThat(CheckReading.news(listed, listed)).isFalse();
    }

    @Test
    void healthyIsTheWorstOfAll() {
        MirrorNodeStatus good = after(
                PUBLISHED,
                NOON,
                verdict("debian", Level.OK, "Ok", "", null),
                verdict("fedora", Level.OK, "Ok", "", null));
        assertThat(condition(good, "Healthy"))
                .returns("True", Condition::getStatus)
                .returns("Healthy", Condition::getReason);

        MirrorNodeStatus bad = after(
                good,
                NOON.plusSeconds(60),
                verdict("debian", Level.DROPPED, "NotFound", "the trace is gone", null),
                verdict("fedora", Level.LAGGING, "Alternate", "older", NOON.plusSeconds(7200)));
        assertThat(condition(bad, "Healthy"))
                .returns("False", Condition::getStatus)
                .returns("Dropped", Condition::getReason)
                .returns("2026-01-01T12:01:00Z", Condition::getLastTransitionTime)
                .returns(
                        "debian is DROPPED with dmt since 2026-01-01T12:01:00Z: the trace is gone."
                                + " fedora is LAGGING with dmt since 2026-01-01T12:01:00Z: older.",
                        Condition::getMessage);
        assertThat(project(bad, "fedora").verdict())
                .returns(NOON.plusSeconds(7200), ProjectVerdict::dropsAt)
                .returns("Alternate", ProjectVerdict::reason);
    }

    @Test
    void agesAndSmallWanderingsWriteNothing() {
        MirrorNodeStatus first = after(
                PUBLISHED, NOON, verdict("debian", Level.LAGGING, "Ageing", "5 hours ago", NOON.plusSeconds(9000)));
        MirrorNodeStatus later = after(
                first,
                NOON.plusSeconds(600),
                verdict("debian", Level.LAGGING, "Ageing", "6 hours ago", NOON.plusSeconds(9100)));

        assertThat(later).isEqualTo(first);
        assertThat(Verdicts.changes(first, later)).isEmpty();
    }

    @Test
    void predictionThatMovedIsWrittenAndKeepsItsBeginning() {
        MirrorNodeStatus first =
                after(PUBLISHED, NOON, verdict("debian", Level.LAGGING, "Ageing", "old", NOON.plusSeconds(9000)));
        MirrorNodeStatus later = after(
                first,
                NOON.plusSeconds(600),
                verdict("debian", Level.LAGGING, "Ageing", "old", NOON.plusSeconds(19000)));

        assertThat(project(later, "debian").verdict())
                .returns(NOON, ProjectVerdict::since)
                .returns(NOON.plusSeconds(19000), ProjectVerdict::dropsAt);
    }

    @Test
    void verdictOutlivesARestartAndIsGoneWithItsProject() {
        MirrorNodeStatus first = after(PUBLISHED, NOON, verdict("debian", Level.DROPPED, "NotFound", "gone", null));

        assertThat(after(first, NOON.plusSeconds(60))).isEqualTo(first);
        MirrorNodeStatus unpublished = Verdicts.of(status(VIEW, serving()), first, Map.of(), NOON);
        assertThat(project(unpublished, "debian").verdict()).isNull();
    }

    @Test
    void pageIsToldWhatTheStatusWillSayAndNothingAnewWhileThatStays() {
        Map<String, Verdict> found = Map.of(
                "debian", verdict("debian", Level.DROPPED, "NotFound", "gone", null),
                "nobody", verdict("nobody", Level.OK, "Ok", "", null));
        SiteVerdicts told = Verdicts.told(PUBLISHED, found, NOON);
        MirrorNodeStatus status = Verdicts.of(PUBLISHED, PUBLISHED, found, NOON);

        assertThat(told.projects())
                .containsOnly(Map.entry("debian", new SiteVerdicts.Verdict("DROPPED", "dmt", "NotFound", NOON, null)));
        assertThat(Verdicts.told(status, found, NOON.plusSeconds(60))).isEqualTo(told);
        assertThat(Verdicts.told(status, Map.of(), NOON.plusSeconds(60))).isEqualTo(told);
    }

    @Test
    void changesAreOfLevelsAndAFirstGoodOneIsNone() {
        MirrorNodeStatus first = after(
                PUBLISHED,
                NOON,
                verdict("debian", Level.OK, "Ok", "", null),
                verdict("fedora", Level.DROPPED, "X", "x", null));
        assertThat(Verdicts.changes(PUBLISHED, first))
                .extracting(Verdicts.Change::project)
                .containsExactly("fedora");
        MirrorNodeStatus mended = after(first, NOON, verdict("fedora", Level.OK, "Ok", "", null));
        assertThat(Verdicts.changes(first, mended))
                .extracting(Verdicts.Change::project)
                .containsExactly("fedora");
    }
}
