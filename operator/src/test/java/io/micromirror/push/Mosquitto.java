package io.micromirror.push;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real broker on the loopback address; stopped and started, it keeps its port. */
public final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port = freePort();
    private final boolean encrypted;
    private final List<String> settings;
    private Process process;

    private Mosquitto(Path folder, boolean encrypted, List<String> settings) throws IOException {
        this.folder = folder;
        this.encrypted = encrypted;
        this.settings = settings;
    }

    public static Mosquitto open(Path folder) throws IOException {
        return new Mosquitto(folder, false, List.of("allow_anonymous true")).start();
    }

    /** For user {@code box} with password {@code secret}, over TLS with the certificate of the folder. */
    static Mosquitto closed(Path folder) throws IOException {
        run("mosquitto_passwd", "-b", "-c", folder + "/passwords", "box", "secret");
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-days",
                "2",
                "-keyout",
                folder + "/key",
                "-out",
                folder + "/chain");
        return new Mosquitto(
                        folder,
                        true,
                        List.of(
                                "allow_anonymous false",
                                "password_file " + folder + "/passwords",
                                "certfile " + folder + "/chain",
                                "keyfile " + folder + "/key"))
                .start();
    }

    public Mosquitto start() throws IOException {
        Path configuration = folder.resolve("mosquitto.conf");
        Files.write(
                configuration,
                Stream.concat(Stream.of("user root", "listener " + port + " 127.0.0.1"), settings.stream())
                        .toList());
        process = new ProcessBuilder("mosquitto", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        await().until(() -> {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
        return this;
    }

    public URI url() {
        return URI.create((encrypted ? "mqtts" : "mqtt") + "://localhost:" + port);
    }

    /** As anybody would, by another client than ours. */
    public void publish(String topic, String... options) throws IOException {
        run(Stream.concat(
                        Stream.of("mosquitto_pub", "-h", "127.0.0.1", "-p", "" + port, "-t", topic),
                        options.length == 0 ? Stream.of("-n") : Stream.of(options))
                .toArray(String[]::new));
    }

    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        stop();
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + output);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
