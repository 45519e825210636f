package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** https with a certificate that comes, changes and goes bad, with a real nginx; plain http never minds. */
class HttpsLoopbackTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Instant far = Instant.now().plus(60, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    private final Instant farther = far.plus(1, ChronoUnit.DAYS);

    private Pod pod;
    private Upkeep upkeep;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        pod = new Pod(folder);
        pod.offer("debian/README", "hello");
        pod.offer("debian/big.iso", "x".repeat(8 << 20));
        pod.want(pod.secureSite(Pod.project("debian")));
        upkeep = pod.upkeep();
        upkeep.round();
        pod.start();
    }

    @AfterEach
    void stop() {
        pod.close();
    }

    @Test
    void missingCertificateIsReportedAndPlainHttpServes() throws IOException {
        ServingReport report = upkeep.round();

        assertThat(report.error()).isNull();
        assertThat(report.live()).isEqualTo(report.wanted());
        assertThat(report.https().reason()).isEqualTo("CertificateMissing");
        assertThat(pod.get("/debian/README")).startsWith("HTTP/1.1 200");
    }

    @Test
    void certificateIsShownByHttp2AndHttpIsNotRedirected() throws Exception {
        Secrets.hand(Secrets.until(far), pod.places.certificate());
        ServingReport report = settle();

        assertThat(report.https()).returns(far, ServingReport.Https::until).returns(null, ServingReport.Https::error);
        assertThat(report.https().names()).containsExactly("localhost");
        try (SSLSocket socket = connect("h2", "http/1.1")) {
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
            assertThat(shown(socket)).isEqualTo(far);
        }
        assertThat(secureGet()).startsWith("HTTP/1.1 200").endsWith("hello");
        assertThat(pod.get("/debian/README")).startsWith("HTTP/1.1 200");
    }

    @Test
    void newCertificateIsTakenUpWithoutALostConnection() throws Exception {
        Secrets.hand(Secrets.until(far), pod.places.certificate());
        settle();
        try (SSLSocket slow = connect("http/1.1")) {
            InputStream answer = request(slow, "/debian/big.iso");
            answer.readNBytes(1 << 16);
            Secrets.hand(Secrets.until(farther), pod.places.certificate());
            settle();

            try (SSLSocket next = connect("http/1.1")) {
                assertThat(shown(next)).isEqualTo(farther);
            }
            assertThat(answer.readAllBytes().length + (1 << 16)).isGreaterThan(8 << 20);
        }
        upkeep.round();
        try (var files = Files.list(pod.places.keys())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void badCertificatesAreReportedAndTheOneBeforeGoesOn() throws Exception {
        Map<String, String> good = Secrets.until(far);
        Secrets.hand(good, pod.places.certificate());
        settle();
        Map<String, String> mixed = new HashMap<>(Secrets.until(farther));
        mixed.put("tls.key", good.get("tls.key"));

        for (Map.Entry<String, Map<String, String>> bad : Map.of(
                        "KeyMismatch", mixed,
                        "CertificateExpired", Secrets.until(Instant.EPOCH.plusSeconds(1)),
                        "CertificateMissing", Map.of("tls.crt", good.get("tls.crt")),
                        "CertificateUnreadable", Map.of("tls.crt", "nonsense", "tls.key", "nonsense"))
                .entrySet()) {
            Secrets.hand(bad.getValue(), pod.places.certificate());
            ServingReport report = upkeep.round();
            assertThat(report.https().reason()).isEqualTo(bad.getKey());
            assertThat(report.https().until()).isEqualTo(far);
            assertThat(report.error()).isNull();
            // Also for a process of serve that is new.
            assertThat(pod.upkeep().round().https().until()).isEqualTo(far);
            assertThat(secureGet()).startsWith("HTTP/1.1 200");
            assertThat(pod.get("/debian/README")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void answerToAChallengeIsServedAndNothingElseThere() throws IOException {
        pod.offer(".micromirror/acme/token-1", "token-1.thumbprint");

        assertThat(pod.get("/.well-known/acme-challenge/token-1"))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Type: text/plain")
                .endsWith("token-1.thumbprint");
        assertThat(pod.get("/.well-known/acme-challenge/")).startsWith("HTTP/1.1 403");
        assertThat(pod.get("/.well-known/acme-challenge/../../.micromirror/status.json"))
                .startsWith("HTTP/1.1 404");
    }

    private ServingReport settle() {
        return await().atMost(SOON)
                .until(upkeep::round, report -> report.wanted().equals(report.live()));
    }

    private String secureGet() throws Exception {
        try (SSLSocket socket = connect("http/1.1")) {
            return new String(request(socket, "/debian/README").readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static InputStream request(Socket socket, String path) throws IOException {
        socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket.getInputStream();
    }

    private static Instant shown(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getNotAfter()
                .toInstant();
    }

    private SSLSocket connect(String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) Secrets.trusting().getSocketFactory().createSocket();
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.setReceiveBufferSize(1 << 16);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), pod.securePort));
        socket.startHandshake();
        return socket;
    }
}
