package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.node.PauseCommand;
import io.micromirror.node.SyncNowCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What starts a run beside its schedule: news of the upstream and people; and how runs wait for each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewsIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final List<String> FROM_PODS =
            List.of("INPUT", "--source", "10.42.0.0/16", "--protocol", "tcp", "--dport", "8791", "--jump", "DROP");

    private static final String NO_SLOT = "Waiting for the next free one of the 1 slots of this mirror.";
    private static final Path UPSTREAM =
            Path.of("").toAbsolutePath().resolveSibling("examples/quickstart/upstream.yaml");

    private Cluster cluster;

    @BeforeAll
    void mirrorOfAnUpstream() throws IOException {
        cluster = Cluster.get();
        // One of its own, because others count on what theirs has published.
        cluster.apply(Files.readString(UPSTREAM).replace("upstream", "newsroom"));
        cluster.kubectl("rollout", "status", "deployment/newsroom", "--timeout=120s");
        project(
                "probed",
                "rsync://newsroom/rpm/",
                "change: {files: [repodata/repomd.xml], everySeconds: 10}, schedule: {minSeconds: 0}");
        node("news", 8091, "{name: probed}");
        ready("news");
    }

    @AfterAll
    void clean() {
        cluster.kubectl("delete", "mirrornodes", "news", "tier", "--ignore-not-found", "--wait=true");
        cluster.kubectl("delete", "deployment,service", "newsroom");
    }

    @Test
    @Order(1)
    void aPublishAtTheUpstreamBecomesAJobAndIsServed() {
        int jobs = jobs("probed").size();
        upstream("publish", "31.0");

        await().atMost(SOON).untilAsserted(() -> assertThat(served()).isEqualTo(offered()));
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs("probed")).hasSize(jobs + 1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("news", "{.status.projects[*].lastSync.outcome}"))
                        .isEqualTo("Updated"));
    }

    @Test
    @Order(2)
    void withoutNewsThereIsNeitherJobNorWrite() throws InterruptedException {
        await().atMost(SOON).until(() -> active().isEmpty());
        Thread.sleep(Duration.ofSeconds(10));
        Map<String, Long> before = ApiWrites.counted(cluster);
        long asked = questions();

        Thread.sleep(Duration.ofSeconds(30));

        assertThat(questions()).isGreaterThanOrEqualTo(asked + 2);
        assertThat(ApiWrites.counted(cluster)).isEqualTo(before);
    }

    @Test
    @Order(3)
    void aPersonAsksByAnnotationOrByCommandAndStatusEchoes() {
        int jobs = jobs("probed").size();
        Map<String, Long> before = ApiWrites.counted(cluster);
        wish("news", "please");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get("news", "{.status.syncNow}")).isEqualTo("please"));
        assertThat(jobs("probed")).hasSize(jobs + 1);
        assertThat(ApiWrites.counted(cluster))
                .as("a run changes nothing of what serves")
                .containsEntry("deployments/", before.get("deployments/"));

        assertThat(syncNow("news", "probed")).isEmpty();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get("news", "{.status.syncNow}")).endsWith(" probed"));
        assertThat(jobs("probed")).hasSize(jobs + 2);
        assertThat(syncNow("news", "nope")).contains("MirrorNode news does not carry nope; it carries probed.");
        assertThat(syncNow("none")).contains("There is no MirrorNode none");
    }

    /** A second tier that reads from the first, so that its upstream can be made to stall. */
    @Test
    @Order(4)
    void aThousandThatAskDuringARunMakeOneMoreAndOneProjectIsSyncedAtATime() {
        String first = "rsync://" + cluster.address() + ":8791/probed/";
        project("tier-a", first, "schedule: {minSeconds: 0}");
        project("tier-b", first, "schedule: {minSeconds: 0}");
        node("tier", 8092, "{name: tier-a}, {name: tier-b}");
        ready("tier");
        await().atMost(SOON).until(() -> active().isEmpty());
        int before = jobs("tier-a").size() + jobs("tier-b").size();

        long runs = count("Asking " + first);
        long waits = count(NO_SLOT);

        iptables("--insert");
        wish("tier", "0");
        await().atMost(SOON).untilAsserted(() -> assertThat(count(NO_SLOT)).isEqualTo(waits + 1));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count("Asking " + first)).isEqualTo(runs + 1));
        wishAThousandTimes();
        iptables("--delete");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get("tier", "{.status.syncNow}")).isEqualTo("1000"));
        await().atMost(SOON).until(() -> active().isEmpty());
        assertThat(jobs("tier-a").size() + jobs("tier-b").size()).isEqualTo(before + 4);
        assertThat(logs()).contains("A run that began after this one was asked for has done its work.");
    }

    @Test
    @Order(5)
    void aPauseIsShownOutlivesTheManifestAndEndsByItself() {
        assertThat(pause("news", "probed", "--until=P1D")).isEmpty();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get("news", "{.status.projects[*].state}")).isEqualTo("Paused"));
        await().atMost(SOON).untilAsserted(() -> assertThat(page()).contains("not synced until "));
        // As Argo CD heals: what the manifest does not name is nobody's drift.
        node("news", 8091, "{name: probed}");
        int jobs = jobs("probed").size();
        upstream("publish", "32.0");
        wish("news", "in vain");
        assertThat(pause("news", "probed", "--until=2100-01-01T00:00:00Z")).isEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("news", "{.status.projects[*].message}"))
                        .isEqualTo("Paused by annotation: no sync starts until 2100-01-01T00:00:00Z."));
        assertThat(cluster.kubectl("get", "cronjob", "news--probed", "--output", "jsonpath={.spec.suspend}"))
                .isEqualTo("true");
        assertThat(get("news", "{.status.projects[*].state}")).isEqualTo("Paused");
        assertThat(jobs("probed")).hasSize(jobs);
        assertThat(served()).isNotEqualTo(offered());

        assertThat(pause("news", "probed", "--until=PT3S")).isEmpty();
        await().atMost(SOON).untilAsserted(() -> assertThat(served()).isEqualTo(offered()));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get("news", "{.status.projects[*].state}")).isEqualTo("Published"));
        await().atMost(SOON).untilAsserted(() -> assertThat(page()).doesNotContain("not synced until "));
        assertThat(pause("news", "nope", "--until=now")).contains("MirrorNode news does not carry nope");
    }

    private String page() {
        return upstream("curl", "--silent", "http://" + cluster.address() + ":8091/");
    }

    private void project(String name, String upstream, String rest) {
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorProject
                metadata: {name: %1$s}
                spec: {title: T, path: %1$s, module: %1$s, layout: rpm, upstreams: ["%2$s"], %3$s}
                """.formatted(name, upstream, rest));
    }

    private void node(String name, int port, String projects) {
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata: {name: %1$s}
                spec:
                  hostname: %1$s.example.net
                  storage: {path: /srv/trouble/%1$s}
                  http: {port: %2$d}
                  rsync: {port: %3$d}
                  sync: {concurrent: 1}
                  projects: [%4$s]
                """.formatted(name, port, port + 700, projects));
    }

    private void ready(String node) {
        cluster.kubectl("wait", "--for=condition=Ready", "--timeout=180s", "mirrornode/" + node);
    }

    private void wish(String node, String value) {
        cluster.kubectl("annotate", "--overwrite", "mirrornode", node, "micromirror.io/sync-now=" + value);
    }

    /** By one curl over one connection: a thousand kubectl would take minutes. */
    private void wishAThousandTimes() {
        cluster.box(
                "sh",
                "-c",
                "kubectl proxy --address=0.0.0.0 --port=8001 --accept-hosts=.* >/dev/null 2>&1 & echo $! >/tmp/proxy");
        String url = "http://" + cluster.address()
                + ":8001/apis/micromirror.io/v1alpha1/namespaces/micromirror/mirrornodes/tier";
        upstream("bash", "-c", """
                until curl --silent --output /dev/null http://%s; do sleep 0.2; done
                for i in $(seq 1000); do
                  [ $i = 1 ] || echo next
                  printf 'url = "%s"\\nrequest = PATCH\\nheader = "Content-Type: application/merge-patch+json"\\n'
                  printf 'output = /dev/null\\nsilent\\nfail\\n'
                  printf 'data = "{\\\\"metadata\\\\":{\\\\"annotations\\\\":{\\\\"micromirror.io/sync-now\\\\":\\\\"%%d\\\\"}}}"\\n' $i
                done | curl --config -
                """.formatted(cluster.address() + ":8001/", url));
        cluster.box("sh", "-c", "kill $(cat /tmp/proxy)");
        assertThat(cluster.kubectl(
                        "get",
                        "mirrornode",
                        "tier",
                        "--output",
                        "jsonpath={.metadata.annotations.micromirror\\.io/sync-now}"))
                .isEqualTo("1000");
    }

    private void iptables(String what) {
        cluster.box(
                Stream.concat(Stream.of("iptables", what), FROM_PODS.stream()).toArray(String[]::new));
    }

    private List<String> jobs(String project) {
        return cluster.kubectl("get", "jobs", "--selector=micromirror.io/project=" + project, "--output", "name")
                .lines()
                .toList();
    }

    private String active() {
        return cluster.kubectl(
                "get", "jobs", "--output", "jsonpath={range .items[?(@.status.active>0)]}{.metadata.name} {end}");
    }

    private long count(String words) {
        return logs().lines().filter(line -> line.contains(words)).count();
    }

    private String logs() {
        return cluster.kubectl(
                "logs",
                "--selector=micromirror.io/node=tier,app.kubernetes.io/component=sync",
                "--tail=-1",
                "--prefix");
    }

    /** Connections that asked the upstream for the probe's file. */
    private long questions() {
        return cluster.kubectl("logs", "deploy/newsroom", "--tail=-1")
                .lines()
                .filter(line -> line.contains("allowed access on module rpm "))
                .count();
    }

    private String served() {
        return upstream("curl", "--silent", "http://" + cluster.address() + ":8091/probed/repodata/repomd.xml");
    }

    private String offered() {
        return upstream("cat", "/srv/upstream/rpm/repodata/repomd.xml");
    }

    private String upstream(String... command) {
        return in("deploy/newsroom", command);
    }

    private String syncNow(String... arguments) {
        return new Terminal(cluster).complaint(new SyncNowCommand(), arguments);
    }

    private String pause(String... arguments) {
        return new Terminal(cluster).complaint(new PauseCommand(), arguments);
    }

    private String in(String pod, String... command) {
        return cluster.kubectl(
                Stream.concat(Stream.of("exec", pod, "--"), Stream.of(command)).toArray(String[]::new));
    }

    private String get(String node, String jsonpath) {
        return cluster.kubectl("get", "mirrornode", node, "--output", "jsonpath=" + jsonpath);
    }
}
