package io.micromirror.sync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A real rsync daemon on the loopback address that offers one tree as module {@code tree}. */
public final class RsyncDaemon implements AutoCloseable {
    private final Process process;
    private final int port;

    private RsyncDaemon(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static RsyncDaemon offering(Path tree, Path folder) throws IOException {
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("rsyncd-" + port + ".conf"), """
                port = %d
                address = 127.0.0.1
                use chroot = no
                %slog file = %s
                [tree]
                path = %s
                """.formatted(
                        port, user(folder), folder.resolve("rsyncd-" + port + ".log"), tree));
        RsyncDaemon daemon = new RsyncDaemon(start(configuration), port);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(daemon::answers);
        return daemon;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /** The URL of a directory below the daemon's root. */
    public String url(String path) {
        return url(port, path);
    }

    static String url(int port, String path) {
        return "rsync://127.0.0.1:" + port + "/" + path;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static Process start(Path configuration) {
        try {
            return new ProcessBuilder("rsync", "--daemon", "--no-detach", "--config=" + configuration)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            throw new AssertionError("rsync is not on the PATH: install rsync (apt-get install rsync)", absent);
        }
    }

    /** A daemon of root's would read as nobody, and only root may say otherwise. */
    private static String user(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:uid").equals(0) ? "uid = 0\ngid = 0\n" : "";
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
