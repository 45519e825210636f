package io.micromirror.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What no real broker does: says to each client what a test wants it to. */
final class HostileBroker implements AutoCloseable {
    private static final int LEVEL = 8;

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<Integer> levels = new CopyOnWriteArrayList<>();

    /** What is said to a client that greeted with a level of the protocol. */
    interface Talk {
        void to(int level, OutputStream out) throws IOException;
    }

    HostileBroker(Talk talk) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> meet(client, talk));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    URI url() {
        return URI.create("mqtt://127.0.0.1:" + server.getLocalPort());
    }

    /** Of which each client was, in their order. */
    List<Integer> levels() {
        return levels;
    }

    private void meet(Socket client, Talk talk) {
        try (client) {
            InputStream in = client.getInputStream();
            int level = in.readNBytes(LEVEL + 1)[LEVEL];
            levels.add(level);
            talk.to(level, client.getOutputStream());
            client.getOutputStream().flush();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The client had enough.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
