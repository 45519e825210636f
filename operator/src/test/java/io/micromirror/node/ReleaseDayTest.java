package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micromirror.sync.Outcome;
import io.micromirror.sync.SyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseDayTest {
    private static final Instant NOON = Sightings.NOON;
    private static final String ANNOUNCED = "\"2026-01-01T12:10:00Z releases/44/repomd.xml\"";

    @ParameterizedTest
    @CsvSource({
        "-1,    3600, 0",
        "0,       60, 1",
        "2400,    60, 1",
        "43799,   60, 1",
        "43800, 3600, 0",
    })
    void theUpstreamIsAskedEveryMinuteAroundTheTimeAlone(long later, int everySeconds, int releases) {
        Questions questions = questions(view(ANNOUNCED), NOON.plusSeconds(later));

        assertThat(questions.news())
                .extracting(NewsWatch.Question::project, NewsWatch.Question::everySeconds)
                .containsExactly(tuple("debian", 3600), tuple("fedora", everySeconds));
        assertThat(questions.releases()).hasSize(releases);
    }

    @Test
    void whatOpensIsAskedOfTheUpstreamThatGaveTheTreeAndOfTheMirrorItself() {
        SyncResult gave = SyncResult.parse(Sightings.result("fedora", Outcome.UPDATED, NOON)
                        .toJson()
                        .replace("rsync://u/", "rsync://u/f/"))
                .orElseThrow();
        Observed served = Sightings.serving(gave);
        Observed ready = new Observed(
                served.deployment(),
                List.of(Sightings.ready("192.0.2.7")),
                List.of(),
                served.storage(),
                served.serving());

        assertThat(Questions.of(view(ANNOUNCED), ready, NOON).releases())
                .containsExactly(new ReleaseWatch.Question(
                        "fedora",
                        "releases/44/repomd.xml",
                        List.of("rsync://u/f/", "rsync://first/f/"),
                        List.of("http://192.0.2.7:8080/pub/fedora/")));
    }

    @Test
    void whatWasNeverPublishedHasNothingToOpen() {
        assertThat(Questions.of(view(ANNOUNCED), Sightings.serving(), NOON).releases())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "2026-01-01T12:10:00Z",
        "noon releases/44/repomd.xml",
        "2026-01-01T12:10:00Z ../../etc/passwd",
        "2026-01-01T12:10:00Z /etc/passwd",
        "2026-01-01T12:10:00Z a/../b",
        "2026-01-01T12:10:00Z a?b",
        "2026-01-01T12:10:00Z a b",
    })
    void whatIsNoTimeAndFileMeansNothing(String value) {
        assertThat(ReleaseDay.parse(value)).isEmpty();
        assertThat(questions(view("\"" + value + "\""), NOON).releases()).isEmpty();
    }

    @Test
    void itBeginsAndEndsByItself() {
        Map<String, ReleaseDay> days = ReleaseDay.of(view(ANNOUNCED).asked().annotations());

        assertThat(ReleaseDay.next(days, NOON.minusSeconds(1))).contains(NOON);
        Instant end = NOON.plus(Duration.ofMinutes(10)).plus(Duration.ofHours(12));
        assertThat(ReleaseDay.next(days, NOON)).contains(end);
        assertThat(ReleaseDay.next(days, end)).isEmpty();
        assertThat(ReleaseDay.parse(days.get("fedora").value())).contains(days.get("fedora"));
    }

    @Test
    void aRunIsAskedForAtOnceAndEveryFewMinutesUntilItIsOpenHere() {
        Opened opened = Opened.first("fedora", false, NOON);

        Opened soon = opened.again(false, NOON.plusSeconds(299));
        Opened late = soon.again(false, NOON.plusSeconds(300));
        Opened here = late.again(true, NOON.plusSeconds(360));

        assertThat(soon).isEqualTo(opened);
        assertThat(late.asked()).isEqualTo(NOON.plusSeconds(300));
        assertThat(late.since()).isEqualTo(NOON);
        assertThat(here.here()).isTrue();
        Map<String, Instant> spoken = Map.of("fedora", NOON.plusSeconds(60), "debian", NOON);
        assertThat(ReleaseWatch.asking(spoken, List.of(soon))).isEqualTo(spoken);
        assertThat(ReleaseWatch.asking(spoken, List.of(late)))
                .isEqualTo(Map.of("fedora", NOON.plusSeconds(300), "debian", NOON));
        assertThat(ReleaseWatch.asking(spoken, List.of(here))).isEqualTo(spoken);
    }

    private static Questions questions(NodeView view, Instant now) {
        return Questions.of(
                view,
                Sightings.serving(
                        Sightings.result("debian", Outcome.UPDATED, NOON),
                        Sightings.result("fedora", Outcome.UPDATED, NOON)),
                now);
    }

    private static NodeView view(String announced) {
        return Manifests.view("""
                kind: MirrorNode
                metadata: {name: box, namespace: n, annotations: {micromirror.io/release-day.fedora: %s}}
                spec:
                  hostname: box.example.net
                  http: {port: 8080}
                  projects: [{name: debian}, {name: fedora}]
                ---
                kind: MirrorProject
                metadata: {name: debian, namespace: n}
                spec:
                  {title: D, path: debian, module: debian, layout: apt, upstreams: ["rsync://u/d/"],
                  change: {files: [project/trace/master], everySeconds: 3600}}
                ---
                kind: MirrorProject
                metadata: {name: fedora, namespace: n}
                spec:
                  {title: F, path: pub/fedora, module: fedora, layout: rpm, upstreams: ["rsync://first/f/", "rsync://u/f/"],
                  change: {files: [TIME], everySeconds: 3600}}
                """.formatted(announced));
    }
}
