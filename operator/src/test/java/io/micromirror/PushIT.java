package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * News by message, on a real broker: a hub that hears of its upstream's publishes and announces its own, and a leaf that
 * follows the hub. Neither would sync for hours by itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PushIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String TOKEN = "a-token-of-the-tests";
    private static final int HUB = 8093;
    private static final int LEAF = 8094;
    private static final Path UPSTREAM =
            Path.of("").toAbsolutePath().resolveSibling("examples/quickstart/upstream.yaml");

    private Cluster cluster;

    @BeforeAll
    void twoTiersAndABroker() throws IOException {
        cluster = Cluster.get();
        cluster.apply(Files.readString(UPSTREAM).replace("upstream", "herald"));
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: push}
                stringData: {username: box, password: secret, token: %s}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: broker}
                spec:
                  selector: {matchLabels: {app: broker}}
                  template:
                    metadata: {labels: {app: broker}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                        - name: mosquitto
                          image: micromirror/workbench:0.1.0
                          imagePullPolicy: IfNotPresent
                          command:
                            - sh
                            - -c
                            - |
                              mosquitto_passwd -b -c /tmp/passwords box secret && chmod 644 /tmp/passwords
                              printf 'listener 1883\\npassword_file /tmp/passwords\\n' >/tmp/mosquitto.conf
                              exec mosquitto -c /tmp/mosquitto.conf
                          readinessProbe: {tcpSocket: {port: 1883}, periodSeconds: 1}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: broker}
                spec: {selector: {app: broker}, ports: [{port: 1883}]}
                """.formatted(TOKEN));
        cluster.helm(
                "upgrade", "micromirror", "/chart", "--reuse-values", "--wait", "--set", "operator.secrets={push}");
        cluster.kubectl("rollout", "status", "deployment/herald", "--timeout=120s");
        cluster.kubectl("rollout", "status", "deployment/broker", "--timeout=120s");
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorProject
                metadata: {name: pushed}
                spec:
                  {title: T, path: pushed, module: pushed, layout: rpm, upstreams: ["rsync://herald/rpm/"],
                  schedule: {everySeconds: 86400, minSeconds: 0}, topics: [{filter: rsync/herald/rpm}]}
                """);
        node("hub", HUB, "{name: pushed}", "announce: true");
        ready("hub");
        node(
                "leaf",
                LEAF,
                "{name: pushed, upstream: \"rsync://%s:%d/pushed/\"}".formatted(cluster.address(), HUB + 700),
                "follow: [hub.example.net]");
        ready("leaf");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(sources("hub") + sources("leaf")).isEqualTo("truetrue"));
    }

    @AfterAll
    void clean() {
        cluster.kubectl("delete", "mirrornodes", "hub", "leaf", "--ignore-not-found", "--wait=true");
        cluster.kubectl("delete", "deployment,service", "herald", "broker");
        cluster.kubectl("delete", "secret", "push");
    }

    @Test
    @Order(1)
    void aPublishAndAMessageAreServedAndSoIsTheNextTier() {
        upstream("publish", "41.0");
        say(1);

        await().atMost(SOON).untilAsserted(() -> assertThat(served(HUB)).isEqualTo(offered()));
        await().atMost(SOON).untilAsserted(() -> assertThat(served(LEAF)).isEqualTo(offered()));
        // The operator asks each box for what it serves every quarter of a minute.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(metrics()).contains("micromirror_push_published_seconds_count"));
    }

    @Test
    @Order(2)
    void aThousandMessagesMakeTwoRunsAtMost() {
        atRest();
        int jobs = jobs("hub");
        say(1000);
        await().atMost(SOON).until(() -> jobs("hub") > jobs);
        atRest();
        assertThat(jobs("hub")).isBetween(jobs + 1, jobs + 2);
        assertThat(metrics()).contains("outcome=\"woke\"");
    }

    @Test
    @Order(3)
    void aBrokerThatWasDownHasHiddenNothing() {
        cluster.kubectl("scale", "deployment/broker", "--replicas=0");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get("hub", "{.status.push[0].message}"))
                        .startsWith("The broker cannot be listened to and is tried again and again: "));
        upstream("publish", "42.0");
        cluster.kubectl("scale", "deployment/broker", "--replicas=1");

        await().atMost(SOON).untilAsserted(() -> assertThat(served(HUB)).isEqualTo(offered()));
        await().atMost(SOON).untilAsserted(() -> assertThat(served(LEAF)).isEqualTo(offered()));
    }

    @Test
    @Order(4)
    void whoKnowsTheTokenMayCallAndNobodyElse() {
        atRest();
        int jobs = jobs("hub");
        for (String wrong : List.of(
                "hub/pushed",
                "hub/pushed?token=wrong",
                "hub/none?token=wrong",
                "nobody/pushed?token=" + TOKEN,
                "hub/pushed/?token=" + TOKEN + "x")) {
            assertThat(call(wrong)).describedAs(wrong).isEqualTo("403 Not allowed.");
        }
        assertThat(jobs("hub")).isEqualTo(jobs);
        upstream("publish", "43.0");
        assertThat(call("hub/none?token=" + TOKEN)).isEqualTo("404 The mirror does not carry this project.");
        assertThat(call("hub/pushed?token=" + TOKEN)).isEqualTo("202 Asked for.");
        await().atMost(SOON).untilAsserted(() -> assertThat(served(HUB)).isEqualTo(offered()));
    }

    private void node(String name, int port, String project, String broker) {
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata: {name: %1$s}
                spec:
                  hostname: %1$s.example.net
                  storage: {path: /srv/trouble/%1$s}
                  http: {port: %2$d}
                  rsync: {port: %3$d}
                  projects: [%4$s]
                  push:
                    mqtt: [{url: "mqtt://broker", secretName: push, %5$s}]
                    webhook: {secretName: push}
                """.formatted(name, port, port + 700, project, broker));
    }

    private void ready(String node) {
        cluster.kubectl("wait", "--for=condition=Ready", "--timeout=180s", "mirrornode/" + node);
    }

    private void say(int times) {
        upstream(
                "mosquitto_pub",
                "-h",
                "broker",
                "-u",
                "box",
                "-P",
                "secret",
                "-t",
                "rsync/herald/rpm",
                "-n",
                "--repeat",
                Integer.toString(times));
    }

    private String call(String path) {
        String answer = upstream(
                "curl",
                "--silent",
                "--request",
                "POST",
                "--write-out",
                " %{http_code}",
                "http://" + cluster.address() + ":" + HUB + "/push/" + path);
        return answer.substring(answer.length() - 3) + " "
                + answer.substring(0, answer.length() - 4).strip();
    }

    private void atRest() {
        await().atMost(SOON)
                .until(() -> cluster.kubectl(
                                "get",
                                "jobs",
                                "--output",
                                "jsonpath={range .items[?(@.status.active>0)]}{.metadata.name} {end}")
                        .isEmpty());
    }

    private int jobs(String node) {
        return (int) cluster.kubectl("get", "jobs", "--selector=micromirror.io/node=" + node, "--output", "name")
                .lines()
                .count();
    }

    private String sources(String node) {
        return get(node, "{.status.push[?(@.source==\"mqtt://broker\")].listening}");
    }

    private String metrics() {
        return cluster.kubectl(
                "get", "--raw", "/api/v1/namespaces/micromirror/services/micromirror:8080/proxy/metrics");
    }

    private String served(int port) {
        return upstream("curl", "--silent", "http://" + cluster.address() + ":" + port + "/pushed/repodata/repomd.xml");
    }

    private String offered() {
        return upstream("cat", "/srv/upstream/rpm/repodata/repomd.xml");
    }

    private String upstream(String... command) {
        return cluster.kubectl(Stream.concat(Stream.of("exec", "deploy/herald", "--"), Stream.of(command))
                .toArray(String[]::new));
    }

    private String get(String node, String jsonpath) {
        return cluster.kubectl("get", "mirrornode", node, "--output", "jsonpath=" + jsonpath);
    }
}
