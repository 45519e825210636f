package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "300   | \\d-59/5 \\* \\* \\* \\*",
                "1800  | \\d+-59/30 \\* \\* \\* \\*",
                "3600  | \\d+ \\* \\* \\* \\*",
                "21600 | \\d+ [0-5]-23/6 \\* \\* \\*",
                "43200 | \\d+ \\d+-23/12 \\* \\* \\*",
                "86400 | \\d+ \\d+ \\* \\* \\*"
            })
    void everySecondsBecomesACronExpression(int everySeconds, String expression) {
        assertThat(CronSchedule.of(everySeconds, "box--fedora")).matches(expression);
    }

    /** A CronJob for which more than 100 starts count as missed is never started again. */
    @ParameterizedTest
    @ValueSource(ints = {300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400})
    void starts101TimesMissedAreOneThatIsMadeUpFor(int everySeconds) {
        NodeView view = Manifests.view("""
                kind: MirrorNode
                metadata: {name: box, namespace: n}
                spec: {hostname: h, projects: [{name: p, schedule: {everySeconds: %d}}]}
                ---
                kind: MirrorProject
                metadata: {name: p, namespace: n}
                spec: {title: P, path: p, module: p, layout: plain, upstreams: ["rsync://u/p/"]}
                """.formatted(everySeconds));

        CronJobSpec spec = SyncCronJobs.of(view, view.carried().getFirst()).getSpec();

        assertThat(spec.getStartingDeadlineSeconds()).isBetween(10L, 2L * everySeconds);
        assertThat(spec.getConcurrencyPolicy()).isEqualTo("Forbid");
    }

    @Test
    void sameSeedHasTheSameMinute() {
        assertThat(CronSchedule.of(3600, "box--fedora")).isEqualTo(CronSchedule.of(3600, "box--fedora"));
    }

    @Test
    void aFleetSpreadsOverTheHour() {
        long minutes = IntStream.range(0, 200)
                .mapToObj(box -> CronSchedule.of(3600, "box" + box + "--fedora"))
                .distinct()
                .count();
        assertThat(minutes).isGreaterThan(40);
    }
}
