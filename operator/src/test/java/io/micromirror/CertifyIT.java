package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.serve.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A certificate from a real authority, ordered by a Job, answered by the serving pod's nginx, kept in Secrets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertifyIT {
    private static final int HTTP = 8086;
    private static final int HTTPS = 8486;
    private static final Duration SOON = Duration.ofMinutes(3);

    private Cluster cluster;
    private Map<String, String> authority;

    @BeforeAll
    void start() {
        cluster = Cluster.get();
        cluster.importImage("micromirror/pebble:2.10.1");
        authority = Secrets.until("pebble", Instant.now().plus(Duration.ofDays(1)));
        cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: pebble}
                data:
                  tls.crt: "%s"
                  tls.key: "%s"
                  config.json: |
                    {"pebble": {"listenAddress": "0.0.0.0:14000", "managementListenAddress": "127.0.0.1:15000",
                    "certificate": "/config/tls.crt", "privateKey": "/config/tls.key", "httpPort": %d, "tlsPort": 5001,
                    "retryAfter": {"authz": 1, "order": 1},
                    "profiles": {"default": {"description": "90 days", "validityPeriod": 7776000}}}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: pebble}
                spec: {selector: {app: pebble}, ports: [{port: 14000}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: pebble, labels: {app: pebble}}
                spec:
                  containers:
                    - name: names
                      image: micromirror/pebble:2.10.1
                      imagePullPolicy: Never
                      command: [/pebble-challtestsrv, -dnsserver=127.0.0.1:8053, -defaultIPv4=%s, -defaultIPv6=, -http01=, -https01=, -doh=, -tlsalpn01=]
                    - name: pebble
                      image: micromirror/pebble:2.10.1
                      imagePullPolicy: Never
                      command: [/pebble, -config=/config/config.json, -dnsserver=127.0.0.1:8053]
                      env: [{name: PEBBLE_VA_NOSLEEP, value: "1"}]
                      volumeMounts: [{name: config, mountPath: /config}]
                  volumes: [{name: config, configMap: {name: pebble}}]
                """.formatted(line("tls.crt"), line("tls.key"), HTTP, cluster.address()));
        cluster.kubectl("wait", "--for=condition=Ready", "--timeout=120s", "pod/pebble");
    }

    @AfterAll
    void stop() {
        cluster.kubectl("delete", "mirrornode", "certified", "--ignore-not-found", "--wait=true");
        cluster.kubectl("delete", "pod/pebble", "service/pebble", "configmap/pebble", "--grace-period=1");
    }

    @Test
    void certificateIsOrderedKeptAndShownAndPlainHttpNeverMinds() throws Exception {
        apply("https://pebble:9/dir");
        awaitSecure("False OrderFailed");
        assertThat(secure("message")).contains("pebble gave no certificate: ", "The next try is at ");
        assertThat(page()).contains("certified.example.net");

        apply("https://pebble:14000/dir");
        // The kubelet hands a new Secret over at once when the pod changes, and else within two minutes.
        await().atMost(SOON).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
            cluster.kubectl(
                    "annotate",
                    "pods",
                    "--selector=micromirror.io/node=certified",
                    "--overwrite",
                    "poke=" + System.nanoTime());
            assertThat(secure("status") + " " + secure("reason")).isEqualTo("True Secure");
        });
        assertThat(shown()).containsExactlyInAnyOrder("certified.example.net", "mirror.example.org");
        assertThat(node("{.status.certificate.names} {.status.certificate.renews}"))
                .contains("mirror.example.org", "20");
        assertThat(page()).contains("certified.example.net");
        assertThat(cluster.kubectl("get", "secrets", "--output", "name"))
                .contains("secret/certified-tls-", "secret/certified-acme-");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.kubectl("get", "jobs", "--output", "name"))
                        .doesNotContain("certified-certify"));
    }

    private void apply(String directory) {
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata: {name: certified}
                spec:
                  hostname: certified.example.net
                  aliases: [mirror.example.org]
                  storage: {path: /srv/trouble/certified}
                  http: {port: %d, tls: {port: %d, acme: {directory: "%s", email: noc@example.net, caBundle: "%s"}}}
                  rsync: {port: 8786}
                  sync: {paused: true}
                  projects: [{name: not-yet}]
                """.formatted(HTTP, HTTPS, directory, line("tls.crt")));
    }

    private String line(String file) {
        return authority.get(file).replace("\r", "").replace("\n", "\\n");
    }

    private Iterable<String> shown() throws Exception {
        try (SSLSocket socket =
                (SSLSocket) Secrets.trusting().getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(cluster.address(), HTTPS));
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectAlternativeNames().stream()
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.toList());
        }
    }

    private String page() throws IOException {
        try (InputStream page = URI.create("http://" + cluster.address() + ":" + HTTP + "/")
                .toURL()
                .openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void awaitSecure(String words) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(secure("status") + " " + secure("reason")).isEqualTo(words));
    }

    private String secure(String field) {
        return node("{.status.conditions[?(@.type==\"Secure\")]." + field + "}");
    }

    private String node(String jsonpath) {
        return cluster.kubectl("get", "mirrornode", "certified", "--output", "jsonpath=" + jsonpath);
    }
}
