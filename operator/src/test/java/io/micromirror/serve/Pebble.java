package io.micromirror.serve;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Let's Encrypt's own authority for tests, on the loopback address, to whom every name is there too. */
final class Pebble implements AutoCloseable {
    private static final String IMAGE = "micromirror/pebble:2.10.1";
    private static final Duration STARTING = Duration.ofSeconds(60);

    final String caBundle;
    final URI directory;
    private final Path folder;
    private final List<Process> running = new ArrayList<>();

    /** {@code port}: where it asks for the answers to challenges. */
    Pebble(Path folder, int port) throws IOException {
        this.folder = folder;
        Map<String, String> own = Secrets.until(Instant.now().plus(Duration.ofDays(1)));
        this.caBundle = own.get("tls.crt");
        Secrets.hand(own, folder);
        int https = free();
        int names = free();
        this.directory = URI.create("https://localhost:" + https + "/dir");
        Files.writeString(folder.resolve("config.json"), """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                "certificate": "%s/tls.crt", "privateKey": "%s/tls.key", "httpPort": %d, "tlsPort": %d,
                "retryAfter": {"authz": 1, "order": 1},
                "profiles": {"default": {"description": "90 days", "validityPeriod": 7776000}}}}
                """.formatted(https, free(), folder, folder, port, free()));
        start(
                "/pebble-challtestsrv",
                "-dnsserver=127.0.0.1:" + names,
                "-management=127.0.0.1:" + free(),
                "-defaultIPv6=",
                "-http01=",
                "-https01=",
                "-doh=",
                "-tlsalpn01=");
        start("/pebble", "-config=" + folder.resolve("config.json"), "-dnsserver=127.0.0.1:" + names);
        await().atMost(STARTING).until(() -> listens(https));
    }

    private void start(String... command) throws IOException {
        running.add(new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        "docker",
                                        "run",
                                        "--rm",
                                        "--network=host",
                                        "--env=PEBBLE_VA_NOSLEEP=1",
                                        "--volume=" + folder + ":" + folder + ":ro",
                                        IMAGE),
                                Stream.of(command))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0].substring(1) + ".log").toFile())
                .start());
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** docker hands the signal on to the program. */
    @Override
    public void close() {
        running.forEach(Process::destroy);
        running.forEach(each -> each.onExit().join());
    }
}
