package io.micromirror.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micromirror.Prometheus;
import io.micromirror.check.Glance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A real Prometheus with the chart's rules scrapes five observers, each of which looks at its two neighbours over real
 * connections to a real nginx, as {@code micromirror observe --metrics} does; only faster. Where an uplink is cut, the names of
 * those behind it lead to an address at which nobody is: that box's for everybody else, and everybody else's for that box. With
 * the usual pace, as processes and with cut wires it is in operator/bench/observe.
 */
class AlertLoopbackTest {
    /** Only patience would make a machine that is busy look dead. */
    private static final Pace FAST = new Pace(Duration.ofMillis(500), Duration.ofMillis(200), 60);

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final List<String> BOXES = List.of("box1", "box2", "box3", "box4", "box5");
    private static final String DOMAIN = ".example.net";

    @TempDir
    private Path folder;

    private final Map<String, Integer> scraped = new LinkedHashMap<>();
    private final List<Thread> observers = new ArrayList<>();
    private final StringWriter err = new StringWriter();
    private Process nginx;
    private Prometheus prometheus;
    private volatile String cut = "";

    @BeforeEach
    void start() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        StringBuilder servers = new StringBuilder();
        for (String box : BOXES) {
            int port = freePort();
            Path root = Files.createDirectories(folder.resolve("www").resolve(box));
            Files.writeString(
                    root.resolve("status.json"), "{\"hostname\":\"%s\",\"projects\":[]}".formatted(box + DOMAIN));
            servers.append("server { listen 127.0.0.1:%d; root %s; }\n".formatted(port, root));
            Files.writeString(
                    Files.createDirectories(folder.resolve("sites").resolve(box))
                            .resolve("node.yaml"),
                    "kind: MirrorNode\nmetadata: {name: %s}\nspec: {hostname: %s, http: {port: %d}}\n"
                            .formatted(box, box + DOMAIN, port));
        }
        serve(servers);
        BOXES.forEach(this::observe);
        prometheus = Prometheus.of(folder, scraped.values().toArray(Integer[]::new));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private void serve(StringBuilder servers) throws IOException {
        Path conf = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/nginx.pid; error_log %1$s/nginx.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
                  uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
                  %2$s
                }
                """.formatted(folder, servers));
        nginx = new ProcessBuilder("/usr/sbin/nginx", "-c", conf.toString(), "-e", folder + "/nginx.log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.out").toFile())
                .start();
        await().atMost(SOON).until(() -> Files.exists(folder.resolve("nginx.pid")));
    }

    private void observe(String box) {
        try {
            scraped.put(box, freePort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Glance glance = new Glance("test", FAST.patience(), host -> List.of(address(box, host)));
        CommandLine command = new CommandLine(new ObserveCommand(Clock.systemUTC(), false, FAST, glance))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true));
        String[] arguments = {
            "--as",
            box,
            "--metrics",
            scraped.get(box).toString(),
            folder.resolve("sites").toString()
        };
        observers.add(Thread.ofPlatform().start(() -> command.execute(arguments)));
    }

    /** Nobody listens at the second. */
    private InetAddress address(String from, String host) {
        boolean away = !cut.isEmpty() && (from.equals(cut) || host.equals(cut + DOMAIN));
        return InetAddress.ofLiteral(away ? "127.0.0.77" : "127.0.0.1");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (prometheus != null) {
            prometheus.close();
        }
        for (Thread each : observers) {
            each.interrupt();
            each.join();
        }
        nginx.destroyForcibly().waitFor();
    }

    @Test
    void aCutUplinkFiresForThatBoxAloneUntilItIsMended() {
        awaitAllUp();
        assertThat(unreachable()).isEmpty();

        cut = "box3";

        // All at one time: a machine that is slow may miss a scrape.
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(unreachable()).as(err.toString()).containsExactly("box3");
            assertThat(levels("{node=\"box3\"} == 1"))
                    .as("the box itself knows nothing of anybody")
                    .hasSize(2);
            assertThat(levels("{node!=\"box3\",neighbour!=\"box3\"} == 0")).hasSize(6);
        });

        cut = "";

        await().atMost(SOON).untilAsserted(() -> assertThat(unreachable()).isEmpty());
        awaitAllUp();
        assertThat(prometheus.query(
                        "count by (neighbour) (count_over_time(ALERTS{alertname=\"MicromirrorUnreachable\"}[1h]))"))
                .as("who was accused at any time")
                .extracting(labels -> labels.path("neighbour").asText())
                .containsExactly("box3");
    }

    private void awaitAllUp() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(levels(" == 0")).as(err.toString()).hasSize(10));
    }

    private List<JsonNode> levels(String which) {
        return prometheus.query("micromirror_observe_level" + which);
    }

    private Stream<String> unreachable() {
        return prometheus.alerts().stream()
                .map(alert -> alert.path("labels"))
                .filter(labels -> labels.path("alertname").asText().equals("MicromirrorUnreachable"))
                .map((JsonNode labels) -> labels.path("neighbour").asText());
    }
}
