package io.micromirror.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.check.Glance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real nginx on 127.0.0.1 and ::1 as several mirrors, each with a port of its own, some of them not as they should be. */
class ObserverLoopbackTest {
    /** As fast as the machine allows; only patience would make a machine that is busy look dead. */
    private static final Pace FAST = new Pace(Duration.ofMillis(50), Duration.ofMillis(20), 60);

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String BOTH = "listen 127.0.0.1:PORT; listen [::1]:PORT;";

    @TempDir
    private Path folder;

    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final StringBuilder servers = new StringBuilder();
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final Observer observer = new Observer(
            new Glance(
                    "test",
                    FAST.patience(),
                    _ -> List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"))),
            FAST,
            Clock.systemUTC(),
            changes::add);
    private Process nginx;

    @BeforeEach
    void begin() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void end() throws InterruptedException {
        observer.close();
        stop();
    }

    private void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroyForcibly().waitFor();
            nginx.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void server(String name, String listens, String directives) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("::"))) {
            ports.put(name, free.getLocalPort());
        }
        Path root = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                root.resolve("status.json"),
                "{\"hostname\":\"%s.example.net\",\"projects\":[],\"x\":\"%s\"}".formatted(name, "y".repeat(4000)));
        servers.append("server { %s root %s; %s }\n"
                .formatted(listens.replace("PORT", ports.get(name).toString()), root, directives));
    }

    private void start() throws IOException {
        Path conf = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/nginx.pid; error_log %1$s/nginx.log;
                events {}
                http {
                  access_log off; keepalive_timeout 0;
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

    private URI root(String name) {
        return URI.create("http://%s.example.net:%d/".formatted(name, ports.get(name)));
    }

    private void watchAll() {
        List<Neighbour> all = ports.keySet().stream()
                .map(name -> new Neighbour(name, root(name), name + ".example.net"))
                .toList();
        observer.watch(all, all.stream().map(Neighbour::status).toList());
    }

    private String seen(String name) {
        return observer.sightings().stream()
                .filter(each -> each.neighbour().name().equals(name))
                .map(each -> each.verdict().word() + " " + each.verdict().words())
                .findFirst()
                .orElse("not watched");
    }

    private void awaitSeen(String name, String start) {
        await().atMost(SOON).untilAsserted(() -> assertThat(seen(name)).startsWith(start));
    }

    @Test
    void eachMirrorIsSeenAsItIsAndWhoIsBlindAccusesNobody() throws IOException, InterruptedException {
        server("good", BOTH, "");
        server("half", "listen 127.0.0.1:PORT;", "");
        server("gone", "listen unix:" + folder + "/gone.socket;", "");
        server("portal", BOTH, "return 302 https://portal.example.net/;");
        server("other", BOTH, "");
        Files.writeString(folder.resolve("other/status.json"), "{\"hostname\":\"mine.example.net\",\"projects\":[]}");
        start();

        watchAll();

        awaitSeen("good", "UP ");
        awaitSeen("half", "PARTIAL IPv6: refused the connection");
        awaitSeen("gone", "DOWN IPv4: refused the connection; IPv6: refused the connection");
        awaitSeen("portal", "DOWN IPv4: redirects to https://portal.example.net/, which no mirror of ours does");
        awaitSeen("other", "DOWN IPv4: is another box: it calls itself mine.example.net");
        assertThat(seen("good")).isEqualTo("UP ");

        changes.clear();
        stop();

        awaitSeen("good", "UNKNOWN IPv4: nobody answers, so it may be the network here");
        awaitSeen("half", "UNKNOWN");
        awaitSeen("gone", "UNKNOWN");
        assertThat(changes).isNotEmpty().noneSatisfy(change -> {
            assertThat(change.neighbour().name()).isEqualTo("good");
            assertThat(change.after()).isInstanceOf(Verdict.Down.class);
        });
    }

    @Test
    void whoComesBackIsUpAgainAndWhoIsNotOfTheFleetIsNotAsked() throws IOException, InterruptedException {
        server("one", BOTH, "");
        server("two", "listen unix:" + folder + "/two.socket;", "");
        start();
        watchAll();
        awaitSeen("two", "DOWN");
        stop();
        Files.delete(folder.resolve("nginx.pid"));
        servers.setLength(0);
        int port = ports.get("two");
        server("one", BOTH, "");
        server("two", BOTH.replace("PORT", String.valueOf(port)), "");
        ports.put("two", port);
        start();

        awaitSeen("two", "UP ");

        observer.watch(List.of(), List.of());
        assertThat(observer.sightings()).isEmpty();
    }

    @Test
    void theCommandTellsATableAndJsonAndItsExitCode() throws IOException {
        server("good", "listen 127.0.0.1:PORT;", "");
        server("gone", "listen unix:" + folder + "/gone.socket;", "");
        start();
        String good = "http://127.0.0.1:%d/".formatted(ports.get("good"));
        String gone = "127.0.0.1:" + ports.get("gone");
        String name = good.replaceAll("http://|/$", "");

        assertThat(run(good)).isEqualTo("""
                MIRROR%s  SEEN  IPV4  IPV6
                %s  UP    UP    -
                1 mirror: 1 UP.
                exit 0
                """.formatted(" ".repeat(name.length() - "MIRROR".length()), name));
        assertThat(run(good, gone))
                .contains(gone + "  DOWN  DOWN  -\n  IPv4: refused the connection\n2 mirrors: 1 UP, 1 DOWN.\nexit 1");
        assertThat(run(gone)).contains("UNKNOWN", "IPv4: nobody answers, so it may be the network here", "exit 1");
        assertThat(run(gone, "--reference", good + "status.json")).contains("1 mirror: 1 DOWN.");
        assertThat(run("--json", good, gone))
                .contains("\"seen\":\"UP\"", "\"seen\":\"DOWN\"", "\"ipv6\":\"NONE\"", "exit 1");
        assertThat(run("--as", "nobody", good)).contains("there is no mirror nobody among these", "exit 2");
    }

    private static String run(String... arguments) {
        StringWriter words = new StringWriter();
        int exit = new CommandLine(new ObserveCommand(Clock.systemUTC(), false, FAST, ObserveCommand.glance(FAST)))
                .setOut(new PrintWriter(words))
                .setErr(new PrintWriter(words, true))
                .execute(arguments);
        return words + "exit " + exit + "\n";
    }
}
