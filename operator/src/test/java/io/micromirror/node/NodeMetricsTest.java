package io.micromirror.node;

import static io.micromirror.node.Sightings.NOON;
import static io.micromirror.node.Sightings.VIEW;
import static io.micromirror.node.Sightings.result;
import static io.micromirror.node.Sightings.serving;
import static io.micromirror.node.Sightings.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micromirror.api.MirrorNode;
import io.micromirror.check.Level;
import io.micromirror.check.Verdict;
import io.micromirror.sync.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Prometheus reads, and that its own linter has nothing to say. */
class NodeMetricsTest {
    private static String rendered() {
        MirrorNode node = new MirrorNode();
        node.setMetadata(new ObjectMetaBuilder().withName("box").build());
        node.setSpec(VIEW.spec());
        Verdict verdict = new Verdict(
                "debian", "d\"mt", Level.LAGGING, "Ageing", "old", null, NOON.plusSeconds(60), NOON, List.of());
        node.setStatus(Verdicts.of(
                status(VIEW, serving(result("debian", Outcome.UPDATED, NOON))),
                new io.micromirror.api.MirrorNodeStatus(null, null, null, null, null),
                Map.of("debian", verdict),
                NOON));
        return NodeMetrics.render(List.of(node), List.of());
    }

    @Test
    void eachProjectHasItsSeries() {
        assertThat(rendered().lines())
                .contains(
                        "micromirror_condition{node=\"box\",type=\"Healthy\"} 1",
                        "micromirror_condition{node=\"box\",type=\"Ready\"} -1",
                        "micromirror_check_level{node=\"box\",project=\"debian\",checker=\"d\\\"mt\"} 2",
                        "micromirror_check_drop_timestamp_seconds{node=\"box\",project=\"debian\",checker=\"d\\\"mt\"} 1767268860",
                        "micromirror_sync_last_success_timestamp_seconds{node=\"box\",project=\"debian\"} 1767268800");
    }

    @Test
    void promtoolIsSilent() throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = promtool.getOutputStream()) {
            in.write(rendered().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }
}
