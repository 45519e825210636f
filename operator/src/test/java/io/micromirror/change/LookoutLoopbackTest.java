package io.micromirror.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micromirror.change.Sighting.Seen;
import io.micromirror.change.Sighting.Unseen;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same questions to a real web server and to a real rsync daemon, with the bytes counted on the way. */
final class LookoutLoopbackTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private Path tree;
    private Lookout lookout;

    @BeforeEach
    void start() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree/sub"));
        tree = tree.getParent();
        lookout = new Lookout();
        open.add(lookout);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void overHttpWhatDidNotChangeHasNoBodyAndAPublishIsSeen() throws IOException {
        offer("sub/lastupdate", "1767322801\n", TIME);
        Probe probe = new Probe(Comparison.CONTENT, List.of(http()), List.of("sub/lastupdate"));

        Marker first = seen(probe);
        Marker again = seen(probe);
        offer("sub/lastupdate", "1767322802\n", TIME.plusSeconds(1));
        Marker changed = seen(probe);

        assertThat(answers).containsExactly(200, 304, 200);
        assertThat(again).isEqualTo(first).isEqualTo(new Marker("n:1767322801"));
        assertThat(changed.isNewerThan(first)).isTrue();
    }

    @Test
    void overHttpALargeFileIsJudgedByItsHead() throws IOException {
        offer("list", "x".repeat(Lookout.LARGEST + 1), TIME);

        assertThat(seen(new Probe(Comparison.MODIFIED, List.of(http()), List.of("list"))))
                .isEqualTo(new Marker("n:" + TIME.getEpochSecond() + ":" + (Lookout.LARGEST + 1)));
        assertThat(lookout.look(new Probe(Comparison.CONTENT, List.of(http()), List.of("list"))))
                .isInstanceOf(Unseen.class);
    }

    @Test
    void overRsyncItIsTheSameWordAsOverHttp() throws Exception {
        offer("sub/lastupdate", "1767322801\n", TIME);
        offer("TIME", "a day\n", TIME);
        String rsync = rsync();
        for (Comparison compare : Comparison.values()) {
            List<String> files = List.of("sub/lastupdate", "TIME");
            assertThat(seen(new Probe(compare, List.of(rsync), files)))
                    .isEqualTo(seen(new Probe(compare, List.of(http()), files)));
        }
    }

    @Test
    void aQuestionWithoutNewsIsSmall() throws Exception {
        offer("sub/lastupdate", "1767322801\n", TIME);
        offer("list", "x".repeat(20_000_000), TIME);
        String http = through(http());
        String rsync = through(rsync());
        seen(new Probe(Comparison.CONTENT, List.of(http), List.of("sub/lastupdate")));
        for (Comparison compare : Comparison.values()) {
            String file = compare == Comparison.MODIFIED ? "list" : "sub/lastupdate";
            for (String base : List.of(http, rsync)) {
                bytes.set(0);
                seen(new Probe(compare, List.of(base), List.of(file)));
                assertThat(bytes.get()).isLessThan(10_000);
            }
        }
    }

    @Test
    void theNextUpstreamIsAskedAndThoseThatFailAreNamed() throws Exception {
        offer("TIME", "1767322801\n", TIME);
        String deaf = "rsync://127.0.0.1:" + freePort() + "/tree/";
        String nothing = rsync().replace("/tree/", "/nothing/");

        assertThat(seen(new Probe(Comparison.CONTENT, List.of(deaf, rsync()), List.of("TIME"))))
                .isEqualTo(new Marker("n:1767322801"));
        assertThat(why(new Probe(Comparison.CONTENT, List.of(deaf, nothing), List.of("TIME"))))
                .contains(deaf, "Connection refused", "Unknown module 'nothing'");
        assertThat(why(new Probe(Comparison.CONTENT, List.of(rsync()), List.of("none"))))
                .contains("none");
        assertThat(why(new Probe(Comparison.MODIFIED, List.of(rsync()), List.of("sub"))))
                .contains("does not list sub");
        assertThat(why(new Probe(Comparison.CONTENT, List.of(http()), List.of("none"))))
                .contains("/none was answered by 404");
    }

    @Test
    void aReleaseIsOpenWhenEverybodyMayReadItAndWhatIsAboveIt() throws Exception {
        String rsync = rsync();
        assertThat(lookout.open(List.of(rsync), "sub/release")).isInstanceOf(Openness.Closed.class);
        offer("sub/release", "x", TIME);
        mode("sub/release", "rw-r-----");
        mode("sub", "rwxr-x---");

        assertThat(lookout.open(List.of(rsync), "sub/release")).isInstanceOf(Openness.Closed.class);
        mode("sub/release", "rw-r--r--");
        assertThat(lookout.open(List.of(rsync), "sub/release")).isInstanceOf(Openness.Closed.class);
        mode("sub", "rwxr-xr-x");

        String deaf = "rsync://127.0.0.1:" + freePort() + "/tree/";
        assertThat(lookout.open(List.of(deaf, rsync), "sub/release")).isInstanceOf(Openness.Open.class);
        assertThat(lookout.open(List.of(http()), "sub/release")).isInstanceOf(Openness.Open.class);
        assertThat(lookout.open(List.of(rsync), "sub")).isInstanceOf(Openness.Closed.class);
        assertThat(lookout.open(List.of(http()), "none")).isInstanceOf(Openness.Closed.class);
        assertThat(lookout.open(List.of(deaf), "sub/release")).isInstanceOf(Openness.Unknown.class);
    }

    private void mode(String name, String mode) throws IOException {
        Files.setPosixFilePermissions(tree.resolve(name), PosixFilePermissions.fromString(mode));
    }

    private Marker seen(Probe probe) {
        Sighting sighting = lookout.look(probe);
        assertThat(sighting).isInstanceOf(Seen.class);
        return ((Seen) sighting).marker();
    }

    private String why(Probe probe) {
        Sighting sighting = lookout.look(probe);
        assertThat(sighting).isInstanceOf(Unseen.class);
        return ((Unseen) sighting).why();
    }

    private void offer(String name, String content, Instant modified) throws IOException {
        Path file = Files.writeString(tree.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private String http() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tree/", this::answer);
        server.start();
        open.add(() -> server.stop(0));
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/tree/";
    }

    /** As nginx answers: with the time, and without a body where that is what the client has. */
    private void answer(HttpExchange exchange) throws IOException {
        Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
        try (exchange) {
            int code = !Files.exists(file) ? 404 : 200;
            if (code == 200) {
                String time = java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Files.getLastModifiedTime(file).toInstant().atZone(java.time.ZoneOffset.UTC));
                exchange.getResponseHeaders().set("Last-Modified", time);
                code = time.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since")) ? 304 : 200;
            }
            answers.add(code);
            boolean head = "HEAD".equals(exchange.getRequestMethod());
            if (code == 200 && head) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(Files.size(file)));
            }
            exchange.sendResponseHeaders(code, code == 200 && !head ? Files.size(file) : -1);
            if (code == 200 && !head) {
                Files.copy(file, exchange.getResponseBody());
            }
        }
    }

    private String rsync() throws IOException {
        int port = freePort();
        Path configuration = Files.writeString(
                folder.resolve(port + ".conf"), """
                port = %d
                address = 127.0.0.1
                use chroot = no
                uid = %s
                log file = /dev/null
                [tree]
                path = %s
                """.formatted(port, Files.getAttribute(folder, "unix:uid"), tree));
        Process daemon = new ProcessBuilder("rsync", "--daemon", "--no-detach", "--config=" + configuration)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        open.add(() -> daemon.destroyForcibly().onExit().join());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> answers(port));
        return "rsync://127.0.0.1:" + port + "/tree/";
    }

    /** The same URL through a relay that counts what passes. */
    private String through(String url) throws IOException {
        int port = Integer.parseInt(url.replaceAll(".*:([0-9]+)/.*", "$1"));
        ServerSocket relay = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(relay);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = relay.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                    Thread.ofVirtual().start(() -> pass(client, server));
                    Thread.ofVirtual().start(() -> pass(server, client));
                }
            } catch (IOException closed) {
                return;
            }
        });
        return url.replace(":" + port + "/", ":" + relay.getLocalPort() + "/");
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                bytes.addAndGet(length);
                out.write(buffer, 0, length);
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
