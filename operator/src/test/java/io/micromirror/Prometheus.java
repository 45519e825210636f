package io.micromirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Prometheus on the loopback address, with the chart's rules, whose alerts wait for a second at most. */
public final class Prometheus implements AutoCloseable {
    private static final Path RULES = Path.of("../charts/micromirror/alerts/rules.yaml");

    private final int port;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** One that scrapes a cluster's operator through its API server. */
    static Prometheus start(Path folder, Path kubeconfig) throws IOException {
        JsonNode config = new YAMLMapper().readTree(kubeconfig.toFile());
        JsonNode user = config.at("/users/0/user");
        write(folder.resolve("client.crt"), user.path("client-certificate-data").asText());
        write(folder.resolve("client.key"), user.path("client-key-data").asText());
        URI server = URI.create(config.at("/clusters/0/cluster/server").asText());
        return scraping(folder, """
                    scheme: https
                    metrics_path: /api/v1/namespaces/micromirror/services/micromirror:http/proxy/metrics
                    tls_config: {cert_file: client.crt, key_file: client.key, insecure_skip_verify: true}
                    static_configs: [{targets: ["%s"]}]
                """.formatted(server.getAuthority()));
    }

    /** One that scrapes what answers at ports of the loopback address. */
    public static Prometheus of(Path folder, Integer... ports) throws IOException {
        return scraping(
                folder,
                Stream.of(ports)
                        .map(port -> "'127.0.0.1:" + port + "'")
                        .collect(Collectors.joining(", ", "    static_configs: [{targets: [", "]}]\n")));
    }

    private static Prometheus scraping(Path folder, String job) throws IOException {
        Files.writeString(
                folder.resolve("rules.yaml"), Files.readString(RULES).replaceAll("(?m)^( +for:) .*", "$1 1s"));
        Path file = Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: 2s, evaluation_interval: 1s}
                rule_files: [rules.yaml]
                scrape_configs:
                  - job_name: micromirror
                    honor_labels: true
                """ + job);
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(port, process);
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            prometheus.get("/-/ready");
            return true;
        });
        return prometheus;
    }

    private static void write(Path file, String base64) throws IOException {
        Files.write(file, Base64.getDecoder().decode(base64));
    }

    /** Names of the alerts about a mirror that fire now. */
    Set<String> firing(String node) {
        return query("ALERTS{alertstate=\"firing\",node=\"" + node + "\"}", "alertname");
    }

    /** Names of the series about a mirror. */
    Set<String> series(String node) {
        return query("{node=\"" + node + "\"}", "__name__");
    }

    /** The alerts that fire now, as Prometheus tells its dashboards of them. */
    public List<JsonNode> alerts() {
        try {
            return new ObjectMapper()
                    .readTree(get("/api/v1/alerts"))
                    .at("/data/alerts")
                    .valueStream()
                    .filter(alert -> alert.path("state").asText().equals("firing"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Set<String> query(String expression, String label) {
        return query(expression).stream()
                .map(labels -> labels.path(label).asText())
                .collect(Collectors.toSet());
    }

    /** The labels of each series that an expression comes to now. */
    public List<JsonNode> query(String expression) {
        try {
            String answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
            return new ObjectMapper()
                    .readTree(answer)
                    .at("/data/result")
                    .valueStream()
                    .map(result -> result.path("metric"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String get(String path) throws IOException {
        try {
            var response = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
