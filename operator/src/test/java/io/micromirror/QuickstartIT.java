package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What {@code ./quickstart} promises, and what may then happen to a box. The order is that of a mirror's life. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuickstartIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    private Cluster cluster;
    private String http;
    private String rsync;

    @BeforeAll
    void quickstart() {
        cluster = Cluster.get();
        cluster.kubectl("apply", "--filename", "/examples/quickstart/");
        startClient();
        cluster.kubectl("wait", "--for=condition=Ready", "--timeout=180s", "mirrornode/quickstart", "pod/client");
        http = "http://" + cluster.address();
        rsync = "rsync://" + cluster.address();
    }

    @Test
    @Order(1)
    void aptInstallsFromTheMirrorWithSignaturesChecked() {
        assertThat(client("try-apt", http + "/debian")).contains("micromirror-hello 1.0");
    }

    @Test
    @Order(1)
    void dnfInstallsFromTheMirrorWithSignaturesChecked() {
        assertThat(client("try-dnf", http + "/rpm")).contains("micromirror-hello 1.0");
    }

    @Test
    @Order(1)
    void rsyncListsBothModules() {
        assertThat(client("rsync", rsync + "/")).contains("debian").contains("rpm");
        assertThat(client("rsync", "--list-only", rsync + "/debian/"))
                .contains("dists")
                .contains("pool");
        assertThat(client("rsync", "--list-only", rsync + "/rpm/")).contains("repodata");
    }

    @Test
    @Order(1)
    void headTellsExactLengthAndTheUpstreamsTime() {
        String file = "debian/dists/stable/InRelease";
        String[] upstream =
                upstream("stat", "--format=%s %y", "/srv/upstream/" + file).split(" ", 2);
        String time = upstream("date", "--utc", "--reference=/srv/upstream/" + file, "+%a, %d %b %Y %H:%M:%S GMT");

        String head = client("curl", "--silent", "--head", http + "/" + file);
        assertThat(head)
                .contains("HTTP/1.1 200")
                .contains("Content-Length: " + upstream[0])
                .contains("Last-Modified: " + time.strip());
    }

    @Test
    @Order(1)
    void stateOfTheMirrorIsNotServedButItsStatusIs() {
        assertThat(client("curl", "--silent", "--head", http + "/.micromirror/"))
                .contains("404");
        assertThat(client("curl", "--silent", http + "/status.json")).contains("\"project\":\"demo-debian\"");
        assertThat(client("curl", "--silent", http + "/")).contains("quickstart.example.net");
        assertThat(client("curl", "--silent", "--request", "DELETE", "--head", http + "/debian/"))
                .contains("405");
    }

    @Test
    @Order(2)
    void newVersionReachesTheClientsWithTheNextRun() {
        upstream("publish", "2.0");
        syncNow("demo-debian");
        syncNow("demo-rpm");

        assertThat(client("try-apt", http + "/debian")).contains("micromirror-hello 2.0");
        assertThat(client("try-dnf", http + "/rpm")).contains("micromirror-hello 2.0");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(node("{.status.projects[*].lastSync.outcome}"))
                        .isEqualTo("Updated Updated"));
    }

    @Test
    @Order(3)
    void operatorKilledComesBackAndNothingRestarts() {
        String pods = servingPods();
        cluster.kubectl(
                "delete", "pod", "--selector=app.kubernetes.io/component=operator", "--force", "--grace-period=0");
        cluster.kubectl("rollout", "status", "deployment/micromirror", "--timeout=120s");
        // A changed spec is answered, so the new operator is at work.
        patch("{\"spec\":{\"sync\":{\"paused\":true}}}");
        awaitNode("{.status.projects[*].state}", "Paused Paused");
        patch("{\"spec\":{\"sync\":{\"paused\":false}}}");
        awaitNode("{.status.projects[*].state}", "Published Published");

        assertThat(servingPods()).isEqualTo(pods);
        awaitNode("{.status.conditions[*].status}", "True True True Unknown");
    }

    @Test
    @Order(4)
    void servingPodDeletedComesBackAndServes() {
        String before = servingPods();
        cluster.kubectl("delete", "pod", "--selector=app.kubernetes.io/component=serving", "--wait=false");
        await().atMost(SOON).until(() -> !servingPods().equals(before));
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(client("curl", "--silent", "--head", http + "/debian/"))
                        .contains("200"));
        awaitNode("{.status.conditions[?(@.type==\"Ready\")].status}", "True");
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(client("rsync", rsync + "/")).contains("debian"));
    }

    @Test
    @Order(5)
    void sameManifestAgainChangesNothingAndRestIsSilent() throws InterruptedException {
        String version = node("{.metadata.resourceVersion}");
        assertThat(cluster.kubectl("apply", "--filename", "/examples/quickstart/"))
                .doesNotContain("configured", "created");
        cluster.kubectl("apply", "--filename", "/examples/quickstart/");
        assertThat(node("{.metadata.resourceVersion}")).isEqualTo(version);

        await().atMost(Duration.ofMinutes(12)).until(() -> !ApiWrites.areDue(cluster));
        // What the tests before have set going, such as the end of a pod that was deleted.
        await().atMost(SOON)
                .until(() -> cluster.kubectl(
                                "get", "pods", "--output", "jsonpath={.items[*].metadata.deletionTimestamp}")
                        .isBlank());
        Thread.sleep(Duration.ofSeconds(20));
        Map<String, Long> before = ApiWrites.counted(cluster);
        Thread.sleep(Duration.ofMinutes(1));
        assertThat(ApiWrites.counted(cluster)).isEqualTo(before);
    }

    @Test
    @Order(6)
    void everyByteThatIsSentIsCountedOverRotationReloadAndKills() {
        String file = http + "/debian/dists/stable/InRelease";
        long size = Long.parseLong(upstream("stat", "--format=%s", "/srv/upstream/debian/dists/stable/InRelease")
                .strip());
        Counter counter = new Counter(cluster, "demo-debian");
        // Its checks are requests that are counted, too.
        cluster.kubectl("scale", "deployment/micromirror", "--replicas=0");
        await().atMost(SOON)
                .until(() -> cluster.kubectl(
                                "get", "pods", "--selector=app.kubernetes.io/component=operator", "--output=name")
                        .isBlank());
        long before = counter.counted();
        for (int i = 0; i < 5; i++) {
            client("curl", "--silent", "--output", "/dev/null", file);
        }
        counter.rotate();
        client("curl", "--silent", "--range", "0-99", "--output", "/dev/null", file);
        counter.reload();
        client("curl", "--silent", "--range", "0-999", "--output", "/dev/null", file);
        counter.kill("KILL");
        client("curl", "--silent", "--range", "0-9", "--output", "/dev/null", file);
        assertThat(counter.counted()).isEqualTo(before + 5 * size + 100 + 1000 + 10);
        cluster.kubectl("scale", "deployment/micromirror", "--replicas=1");
        cluster.kubectl("rollout", "status", "deployment/micromirror", "--timeout=120s");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.kubectl(
                                "get",
                                "--raw",
                                "/api/v1/namespaces/micromirror/services/micromirror:http/proxy/metrics"))
                        .contains(
                                "micromirror_traffic_sent_bytes_total{node=\"quickstart\",project=\"demo-debian\",family=\"ipv4\"} "
                                        + counter.published()));
    }

    @Test
    @Order(7)
    void boxThatLostPowerComesBackAlone() {
        cluster.restart();
        // Its address may be another one now.
        http = "http://" + cluster.address();
        cluster.kubectl("delete", "pod", "client", "--force", "--grace-period=0", "--ignore-not-found");
        startClient();
        cluster.kubectl("wait", "--for=condition=Ready", "--timeout=120s", "pod/client");
        // The API tells for a while how it was before, so only a client can say when the mirror is back.
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(2))
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .until(() -> client("try-apt", "http://" + cluster.address() + "/debian")
                        .contains("micromirror-hello 2.0"));
        cluster.kubectl("rollout", "status", "deployment/micromirror", "--timeout=120s");
    }

    @Test
    @Order(8)
    void projectOffTheListIsRetiringAndStillServed() {
        patch("{\"spec\":{\"projects\":[{\"name\":\"demo-debian\"}]}}");
        awaitNode("{.status.projects[*].state}", "Published Retiring");
        assertThat(cluster.kubectl("get", "cronjobs", "--output", "name")).doesNotContain("demo-rpm");
        assertThat(client("curl", "--silent", "--head", http + "/rpm/repodata/repomd.xml"))
                .contains("200");
        assertThat(client("rsync", "rsync://" + cluster.address() + "/")).contains("rpm");
    }

    @Test
    @Order(8)
    void changedSponsorReachesThePageAndThePodStays() {
        String pods = servingPods();
        patch("{\"spec\":{\"sponsor\":{\"name\":\"Zoë & Sons <GmbH>\"}}}");
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(client("curl", "--silent", "http://" + cluster.address() + "/"))
                        .contains("Zoë &amp; Sons &lt;GmbH&gt;"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(node("{.status.conditions[?(@.type==\"Serving\")].status}"))
                        .isEqualTo("True"));
        assertThat(servingPods()).isEqualTo(pods);
    }

    @Test
    @Order(9)
    void deletingTheMirrorNodeLeavesTheData() {
        cluster.kubectl("delete", "mirrornode", "quickstart", "--wait=true");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.kubectl(
                                "get",
                                "all,configmaps",
                                "--selector=micromirror.io/node=quickstart",
                                "--output",
                                "name"))
                        .isEmpty());
        assertThat(cluster.box(
                        "ls", "/srv/mirror/debian/dists/stable/InRelease", "/srv/mirror/rpm/repodata/repomd.xml"))
                .contains("InRelease");
    }

    /** A machine that installs from the mirror and from nowhere else. */
    private void startClient() {
        cluster.kubectl(
                "run",
                "client",
                "--image=micromirror/workbench:0.1.0",
                "--image-pull-policy=IfNotPresent",
                "--restart=Never",
                "--",
                "sleep",
                "infinity");
    }

    private String client(String... command) {
        return in("client", command);
    }

    private String upstream(String... command) {
        return in("deploy/upstream", command);
    }

    private String in(String pod, String... command) {
        return cluster.kubectl(
                Stream.concat(Stream.of("exec", pod, "--"), Stream.of(command)).toArray(String[]::new));
    }

    private String node(String jsonpath) {
        return cluster.kubectl("get", "mirrornode", "quickstart", "--output", "jsonpath=" + jsonpath);
    }

    private void awaitNode(String jsonpath, String value) {
        await().atMost(SOON).untilAsserted(() -> assertThat(node(jsonpath)).isEqualTo(value));
    }

    private void patch(String change) {
        cluster.kubectl("patch", "mirrornode", "quickstart", "--type=merge", "--patch", change);
    }

    private void syncNow(String project) {
        cluster.kubectl("create", "job", "--from=cronjob/quickstart--" + project, "again-" + project);
        cluster.kubectl("wait", "--for=condition=Complete", "--timeout=120s", "job/again-" + project);
    }

    private String servingPods() {
        return cluster.kubectl(
                "get",
                "pods",
                "--selector=app.kubernetes.io/component=serving",
                "--output",
                "jsonpath={range .items[*]}{.metadata.uid} {.status.containerStatuses[*].restartCount}{end}");
    }
}
