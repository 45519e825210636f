package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micromirror.check.CheckCommand;
import io.micromirror.node.NodeSubjects;
import io.micromirror.serve.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A real Prometheus with the chart's rules looks at the operator while a mirror is in trouble, and while it is mended. The
 * rules are the chart's own but for the times that they wait ({@code for:}), which are cut to a second.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int HTTP = 8097;
    private static final int HTTPS = 8497;
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private Cluster cluster;
    private Prometheus prometheus;

    @BeforeAll
    void mirrorInTrouble() throws IOException {
        cluster = Cluster.get();
        cluster.apply(Files.readString(HERE.resolveSibling("examples/quickstart/upstream.yaml"))
                .replace("upstream", "observatory"));
        cluster.kubectl("rollout", "status", "deployment/observatory", "--timeout=120s");
        // A disk of its own, small enough to fill.
        cluster.box(
                "sh",
                "-c",
                "mkdir -p /srv/trouble/watched && mount -t tmpfs -o size=96m,mode=755 none /srv/trouble/watched");
        upstreamStoppedAt(Instant.now().minus(Duration.ofDays(2)));
        certificate(Duration.ofDays(5));
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorProject
                metadata: {name: watched}
                spec:
                  {title: W, path: watched, module: watched, layout: rpm, upstreams: ["rsync://observatory/rpm/"],
                  schedule: {minSeconds: 0},
                  checker: {name: archweb, everySeconds: 60, timeoutSeconds: 5},
                  checks: [{name: base, baseUrl: {}},
                  {name: lastsync, markerFile: {paths: [lastsync], format: EpochInteger, dropSeconds: 86400, schemes: [http, rsync], score: true}}]}
                ---
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata: {name: watched}
                spec:
                  hostname: %s
                  storage: {path: /srv/trouble/watched, reserve: 16Mi}
                  http: {port: %d, tls: {port: %d, secretName: watched-tls}}
                  rsync: {port: 8797}
                  projects: [{name: watched}]
                """.formatted(cluster.address(), HTTP, HTTPS));
        cluster.kubectl("wait", "--for=condition=Ready", "--timeout=180s", "mirrornode/watched");
        fill();
        prometheus = Prometheus.start(folder, cluster.kubeconfig());
    }

    @AfterAll
    void clean() {
        if (prometheus != null) {
            prometheus.close();
        }
        cluster.kubectl("delete", "mirrornode", "watched", "--ignore-not-found", "--wait=true");
        cluster.kubectl("delete", "deployment,service", "observatory");
        cluster.kubectl("delete", "mirrorproject/watched", "secret/watched-tls");
        cluster.box("sh", "-c", "umount -l /srv/trouble/watched");
    }

    @Test
    @Order(1)
    void faultsBecomeAlerts() {
        await().atMost(SOON)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(prometheus.firing("watched"))
                        .contains("MicromirrorDropped", "MicromirrorStorage", "MicromirrorCertificateExpires"));
    }

    @Test
    @Order(2)
    void theCommandSaysWhyAsTableAndAsJson() throws IOException {
        Said table = check("watched", "watched");
        Said json = check("watched", "--json");

        assertThat(table.exit()).isEqualTo(1);
        assertThat(table.out())
                .contains("PROJECT", "archweb", "DROPPED", "TooOld")
                .contains(
                        "http://" + cluster.address() + ":" + HTTP + "/watched/lastsync says ",
                        "48 hours ago; the limit is 24 hours");
        assertThat(JSON.readTree(json.out()).at("/verdicts/0/reason").asText()).isEqualTo("TooOld");
        assertThat(check("watched", "nope").err())
                .contains("MirrorNode watched does not carry nope; it carries watched.");
        assertThat(check("nobody").err()).contains("There is no MirrorNode nobody in namespace micromirror");
    }

    /** Whoever mends restarts the operator as well; what the checks remember is there again. */
    @Test
    @Order(3)
    void mendedFaultsResolveAndTheMemoryOutlivesTheOperator() throws IOException {
        Instant first = firstSample();

        empty();
        upstreamStoppedAt(Instant.now());
        certificate(Duration.ofDays(80));
        cluster.kubectl("annotate", "--overwrite", "mirrornode", "watched", "micromirror.io/sync-now=mended");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.kubectl(
                                "get", "mirrornode", "watched", "--output", "jsonpath={.status.syncNow}"))
                        .isEqualTo("mended"));
        cluster.kubectl("delete", "pod", "--selector=app.kubernetes.io/component=operator", "--wait=true");

        await().atMost(SOON).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
            // The kubelet hands a new Secret over at once when the pod changes, and else within two minutes.
            cluster.kubectl(
                    "annotate",
                    "pods",
                    "--selector=micromirror.io/node=watched",
                    "--overwrite",
                    "poke=" + System.nanoTime());
            assertThat(prometheus.firing("watched"))
                    .doesNotContain("MicromirrorDropped", "MicromirrorStorage", "MicromirrorCertificateExpires");
            // Half of what archweb averages is still of the time before, which another operator saw.
            assertThat(verdict("reason")).isEqualTo("Score");
        });
        assertThat(check("watched").exit()).isZero();
        assertThat(firstSample()).isEqualTo(first);
    }

    @Test
    @Order(4)
    void prometheusKnowsEverySeriesThatTheMirrorTells() {
        assertThat(prometheus.series("watched"))
                .contains(
                        "micromirror_check_level",
                        "micromirror_certificate_expiry_timestamp_seconds",
                        "micromirror_serving_config_info",
                        "micromirror_storage_free_bytes",
                        "micromirror_sync_last_success_timestamp_seconds",
                        "node:micromirror_storage_free:ratio");
    }

    private void upstreamStoppedAt(Instant time) {
        upstream("echo " + time.getEpochSecond() + " > /srv/upstream/rpm/lastsync && touch /srv/upstream/rpm/lastsync");
    }

    private void upstream(String script) {
        cluster.kubectl("exec", "deploy/observatory", "--", "sh", "-c", script);
    }

    /** Fills the disk, and then the upstream has more than there is room for. */
    private void fill() {
        cluster.box(
                "sh",
                "-c",
                "fallocate -l 85M /srv/trouble/watched/.filler || dd if=/dev/zero of=/srv/trouble/watched/.filler bs=1M count=85");
        upstream("head -c 20000000 /dev/urandom > /srv/upstream/rpm/big.iso");
        cluster.kubectl("annotate", "--overwrite", "mirrornode", "watched", "micromirror.io/sync-now=filled");
    }

    private void empty() {
        cluster.box("rm", "/srv/trouble/watched/.filler");
    }

    private void certificate(Duration life) {
        Map<String, String> files =
                Secrets.until(cluster.address(), Instant.now().plus(life));
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: watched-tls}
                type: kubernetes.io/tls
                data: {tls.crt: %s, tls.key: %s}
                """.formatted(base64(files.get("tls.crt")), base64(files.get("tls.key"))));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Instant firstSample() throws IOException {
        String packed =
                cluster.kubectl("get", "configmap", "watched-checks", "--output", "jsonpath={.binaryData.watched}");
        JsonNode history = JSON.readTree(
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed))));
        return Instant.parse(
                history.path("samples").elements().next().path(0).path("at").asText());
    }

    private String verdict(String field) {
        return cluster.kubectl(
                "get", "mirrornode", "watched", "--output", "jsonpath={.status.projects[0].verdict." + field + "}");
    }

    /** What the command says, as at a person's own machine. */
    private record Said(int exit, String out, String err) {}

    private Said check(String... arguments) {
        System.setProperty("kubeconfig", cluster.kubeconfig().toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new CheckCommand(NodeSubjects::of))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("--namespace=micromirror"), Stream.of(arguments))
                        .toArray(String[]::new));
        System.clearProperty("kubeconfig");
        return new Said(exit, out.toString(), err.toString());
    }
}
