package io.micromirror.rehearsal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** An rsync daemon that offers one file and a list of it. */
final class StandInUpstream implements AutoCloseable {
    private static final int PATIENCE_TRIES = 200;
    private static final int PAUSE_MILLIS = 50;

    private final Process daemon;
    private final int port;

    private StandInUpstream(Process daemon, int port) {
        this.daemon = daemon;
        this.port = port;
    }

    static StandInUpstream start(Path folder) throws IOException, InterruptedException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.writeString(tree.resolve("file"), "x");
        Files.writeString(tree.resolve("fullfiletimelist-tree"), "[Version]\n2\n\n[Files]\n1\tf\t1\tfile\n\n[End]\n");
        int port = freePort();
        Path configuration = Files.writeString(
                folder.resolve("rsyncd.conf"),
                "port = %d\naddress = 127.0.0.1\nuse chroot = no\n[tree]\n  path = %s\n".formatted(port, tree));
        Process daemon = new ProcessBuilder("rsync", "--daemon", "--no-detach", "--config=" + configuration)
                .inheritIO()
                .start();
        StandInUpstream upstream = new StandInUpstream(daemon, port);
        for (int i = 0; i < PATIENCE_TRIES && !upstream.answers(); i++) {
            Thread.sleep(PAUSE_MILLIS);
        }
        return upstream;
    }

    String url() {
        return "rsync://127.0.0.1:" + port + "/tree/";
    }

    @Override
    public void close() {
        daemon.destroy();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
