package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.serve.Secrets;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Clients notice nothing of what is done to a mirror under them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SteadyIT {
    private static final int HTTP = 8085;
    private static final int HTTPS = 8485;
    private static final int RSYNC = 8785;
    private static final long MIB = 1 << 20;
    private static final long BIG = 128 * MIB;
    private static final long SMALL = 16 * MIB;
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String NEXT = "0.1.0-next";

    private static final String GET = "GET /steady/small.deb HTTP/1.0\r\n\r\n";
    private static final String FOUND = "HTTP/1.1 200 OK";

    private Cluster cluster;
    private String address;

    @BeforeAll
    void start() {
        cluster = Cluster.get();
        address = cluster.address();
        cluster.box("sysctl", "-w", "net.ipv4.tcp_migrate_req=1");
        cluster.box(
                "sh",
                "-c",
                "umask 022; mkdir -p /srv/trouble/steady/steady; cd /srv/trouble/steady/steady; echo hello >small.deb;"
                        + " head -c " + BIG + " /dev/zero >big.iso; head -c " + SMALL
                        + " /dev/zero >middle.iso; chown -R 9001:9001 ..");
        cluster.box(
                "ctr",
                "--namespace",
                "k8s.io",
                "images",
                "tag",
                "docker.io/micromirror/micromirror:0.1.0",
                "docker.io/micromirror/micromirror:" + NEXT);
        certificate(30);
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorProject
                metadata: {name: steady}
                spec: {title: T, path: steady, module: steady, layout: plain, upstreams: ["rsync://nobody.invalid/x/"]}
                ---
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata: {name: steady}
                spec:
                  hostname: steady.example.net
                  storage: {path: /srv/trouble/steady}
                  http: {port: %d, tls: {port: %d, secretName: steady}}
                  rsync: {port: %d}
                  sync: {paused: true}
                  projects: [{name: steady}]
                """.formatted(HTTP, HTTPS, RSYNC));
        awaitCondition("Serving", "True Serving");
        awaitCondition("Secure", "True Secure");
    }

    @AfterAll
    void stop() {
        cluster.kubectl("delete", "mirrornode", "steady", "--ignore-not-found", "--wait=true");
        cluster.kubectl("delete", "pods", "--selector=micromirror.io/node=steady", "--grace-period=0", "--force");
    }

    @Test
    @Order(1)
    void configurationCertificateOperatorServingImageAndDiskChangeUnderRunningDownloads() throws Exception {
        SlowDownload big = new SlowDownload(address, HTTP, "/steady/big.iso", BIG - 2 * MIB);
        Callers http = new Callers(SocketFactory.getDefault(), at(HTTP), GET, FOUND);
        Callers https = new Callers(Secrets.trusting().getSocketFactory(), at(HTTPS), GET, FOUND);
        Callers rsync = new Callers(SocketFactory.getDefault(), at(RSYNC), "@RSYNCD: 31.0\n", "@RSYNCD:");

        changeConfiguration();
        changeCertificate();
        String pods = pods();
        helm("--set", "image.tag=" + NEXT);
        assertThat(cluster.kubectl("get", "deployment", "micromirror", "--output", "yaml"))
                .contains(":" + NEXT);
        assertThat(pods()).isEqualTo(pods);
        helm("--set", "serving.tag=" + NEXT);
        await().atMost(SOON).untilAsserted(() -> assertThat(pods()).isNotEqualTo(pods));
        cluster.kubectl("rollout", "status", "deployment/steady-serve", "--timeout=180s");
        changeDisk();
        assertThat(big.running()).isTrue();

        assertThat(big.end()).isEqualTo(BIG);
        assertAllAnswered(http.end());
        assertAllAnswered(https.end());
        Callers.Told told = rsync.end();
        assertThat(told.answered()).isPositive();
        System.out.println("rsyncd was away for " + told.longestGapMillis() + " ms");
    }

    private static void assertAllAnswered(Callers.Told told) {
        assertThat(told.failures()).isEmpty();
        assertThat(told.answered()).isPositive();
    }

    @Test
    @Order(2)
    void drainLetsRunningDownloadsEnd() throws Exception {
        String machine = cluster.kubectl("get", "nodes", "--output", "jsonpath={.items[0].metadata.name}");
        SlowDownload middle = new SlowDownload(address, HTTP, "/steady/middle.iso", SMALL);
        try {
            cluster.kubectl(
                    "drain",
                    machine,
                    "--pod-selector=micromirror.io/node=steady",
                    "--delete-emptydir-data",
                    "--ignore-daemonsets",
                    "--timeout=120s");
            assertThat(middle.end()).isEqualTo(SMALL);
        } finally {
            cluster.kubectl("uncordon", machine);
        }
        awaitCondition("Serving", "True Serving");
    }

    private void changeConfiguration() {
        patch("{\"spec\":{\"http\":{\"rateLimits\":{\"connections\":1000}}}}");
        poke();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.kubectl(
                                "exec",
                                "deploy/steady-serve",
                                "--container=nginx",
                                "--",
                                "cat",
                                "/run/micromirror/nginx.conf"))
                        .contains("limit_conn connections 1000;"));
    }

    /** As OPERATING.md moves a mirror to another disk. */
    private void changeDisk() {
        String pods = pods();
        cluster.box("cp", "-a", "/srv/trouble/steady", "/srv/trouble/next");
        patch("{\"spec\":{\"storage\":{\"path\":\"/srv/trouble/next\"}}}");
        await().atMost(SOON).untilAsserted(() -> assertThat(pods()).isNotEqualTo(pods));
        cluster.kubectl("rollout", "status", "deployment/steady-serve", "--timeout=180s");
        awaitCondition("Serving", "True Serving");
    }

    private void changeCertificate() {
        String before = shown();
        certificate(60);
        await().atMost(SOON).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
            poke();
            assertThat(shown()).isNotEqualTo(before);
        });
    }

    private String shown() {
        return cluster.box(
                "sh", "-c", "cat $(find /var/lib/kubelet/pods -path '*keys*' -name '*.crt' | sort) | sha256sum");
    }

    /** The kubelet looks after a pod's volumes at once when the pod changes, and else within two minutes. */
    private void poke() {
        cluster.kubectl(
                "annotate",
                "pods",
                "--selector=micromirror.io/node=steady",
                "--overwrite",
                "poke=" + System.nanoTime());
    }

    private void certificate(int days) {
        Map<String, String> files =
                Secrets.until("steady.example.net", Instant.now().plus(Duration.ofDays(days)));
        cluster.apply("""
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "steady"}, "type": "kubernetes.io/tls",
                 "stringData": {"tls.crt": "%s", "tls.key": "%s"}}
                """.formatted(inJson(files.get("tls.crt")), inJson(files.get("tls.key"))));
    }

    private static String inJson(String pem) {
        return pem.replace("\r", "").replace("\n", "\\n");
    }

    private InetSocketAddress at(int port) {
        return new InetSocketAddress(address, port);
    }

    private void helm(String... values) {
        cluster.helm(Stream.concat(
                        Stream.of("upgrade", "micromirror", "/chart", "--reuse-values", "--wait"), Stream.of(values))
                .toArray(String[]::new));
    }

    private void patch(String change) {
        cluster.kubectl("patch", "mirrornode", "steady", "--type=merge", "--patch", change);
    }

    private String pods() {
        return cluster.kubectl(
                "get",
                "pods",
                "--selector=micromirror.io/node=steady",
                "--output",
                "jsonpath={.items[*].metadata.uid}");
    }

    private void awaitCondition(String type, String words) {
        String path = "{.status.conditions[?(@.type==\"" + type + "\")]";
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.kubectl(
                                "get",
                                "mirrornode",
                                "steady",
                                "--output",
                                "jsonpath=" + path + ".status} " + path + ".reason}"))
                        .isEqualTo(words));
    }
}
