package io.micromirror.node;

import static io.micromirror.node.Sightings.NOON;
import static io.micromirror.node.Sightings.VIEW;
import static io.micromirror.node.Sightings.result;
import static io.micromirror.node.Sightings.serving;
import static io.micromirror.node.Sightings.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micromirror.api.CertificateStatus;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.MirrorProjectSpec;
import io.micromirror.api.PushStatus;
import io.micromirror.check.Finding;
import io.micromirror.check.Level;
import io.micromirror.check.Verdict;
import io.micromirror.serve.ServingReport;
import io.micromirror.serve.Space;
import io.micromirror.sync.Outcome;
import io.micromirror.traffic.TrafficReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Prometheus reads, and that its own linter has nothing to say. */
class NodeMetricsTest {
    private static final StorageReader.Gauge TOLD = new StorageReader.Gauge(
            Optional.of(new Space(4000, 1500)),
            Optional.of(new ServingReport("s", "abc", "abd", "nginx: [emerg] no", null, null, null)),
            TrafficReport.parse("""
                    {"traffic": {"totals": {"lines": 9, "unread": 1,
                      "projects": {"debian": {"bytes": 70, "bytes6": 20, "answers": [5, 1, 2, 0, 0]}}}}}
                    """),
            NOON);

    static String rendered() {
        MirrorNode node = new MirrorNode();
        node.setMetadata(new ObjectMetaBuilder().withName("box").build());
        node.setSpec(VIEW.spec());
        Verdict verdict = new Verdict(
                "debian",
                "d\"mt",
                Level.LAGGING,
                "Ageing",
                "old",
                null,
                NOON.plusSeconds(60),
                NOON,
                List.of(new Finding("base", Level.LAGGING, "Refused", "m", null, null, 3)));
        MirrorNodeStatus status = Verdicts.of(
                status(VIEW, serving(result("debian", Outcome.UPDATED, NOON))),
                new MirrorNodeStatus(null, null, null, null, null, null),
                Map.of("debian", verdict),
                NOON);
        node.setStatus(new MirrorNodeStatus(
                1L,
                status.conditions(),
                status.projects(),
                new CertificateStatus(List.of(), NOON, NOON.plusSeconds(86400), null),
                null,
                List.of(new PushStatus("mqtt://broker", false, "The broker cannot be listened to."))));
        MirrorProject debian = new MirrorProject();
        debian.setMetadata(new ObjectMetaBuilder().withName("debian").build());
        debian.setSpec(Serialization.unmarshal("""
                title: D
                path: debian
                module: debian
                layout: apt
                upstreams: ["rsync://u/d/"]
                schedule: {everySeconds: 7200}
                checker: {name: dmt, strikes: 4}
                """, MirrorProjectSpec.class));
        return NodeMetrics.render(List.of(node), List.of(debian), _ -> Optional.of(TOLD), _ -> Map.of("debian", NOON))
                .toString();
    }

    @Test
    void eachProjectHasItsSeries() {
        assertThat(rendered().lines())
                .contains(
                        "micromirror_probe_failing_since_timestamp_seconds{node=\"box\",project=\"debian\"} "
                                + NOON.getEpochSecond(),
                        "micromirror_condition{node=\"box\",type=\"Healthy\"} 1",
                        "micromirror_condition{node=\"box\",type=\"Ready\"} -1",
                        "micromirror_check_level{node=\"box\",project=\"debian\",checker=\"d\\\"mt\"} 2",
                        "micromirror_check_strikes{node=\"box\",project=\"debian\",checker=\"d\\\"mt\"} 3",
                        "micromirror_check_strikes_allowed{node=\"box\",project=\"debian\",checker=\"d\\\"mt\"} 4",
                        "micromirror_check_drop_timestamp_seconds{node=\"box\",project=\"debian\",checker=\"d\\\"mt\"} 1767268860",
                        "micromirror_sync_interval_seconds{node=\"box\",project=\"debian\"} 7200",
                        "micromirror_sync_last_success_timestamp_seconds{node=\"box\",project=\"debian\"} 1767268800");
    }

    @Test
    void eachMirrorTellsOfItsDiskItsCertificateAndItsConfiguration() {
        assertThat(rendered().lines())
                .contains(
                        "micromirror_storage_size_bytes{node=\"box\"} 4000",
                        "micromirror_storage_free_bytes{node=\"box\"} 1500",
                        "micromirror_storage_reserve_bytes{node=\"box\"} 1073741824",
                        "micromirror_certificate_expiry_timestamp_seconds{node=\"box\"} 1767355200",
                        "micromirror_push_listening{node=\"box\",source=\"mqtt://broker\"} 0",
                        "micromirror_serving_config_rejected{node=\"box\"} 1",
                        "micromirror_serving_config_info{node=\"box\",wanted=\"abc\",live=\"abd\"} 1",
                        "micromirror_serving_answered_timestamp_seconds{node=\"box\"} 1767268800");
    }

    @Test
    void whatWasSentIsCountedByFamilyAndAnswer() {
        assertThat(rendered().lines())
                .contains(
                        "# TYPE micromirror_traffic_sent_bytes_total counter",
                        "micromirror_traffic_sent_bytes_total{node=\"box\",project=\"debian\",family=\"ipv4\"} 50",
                        "micromirror_traffic_sent_bytes_total{node=\"box\",project=\"debian\",family=\"ipv6\"} 20",
                        "micromirror_traffic_requests_total{node=\"box\",project=\"debian\",answer=\"404\"} 2",
                        "micromirror_traffic_unread_lines_total{node=\"box\"} 1");
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
