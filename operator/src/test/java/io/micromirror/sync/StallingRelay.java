package io.micromirror.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A relay that lets so many bytes of the upstream through and then waits: a transfer stands still midway. */
final class StallingRelay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final List<Socket> open = new ArrayList<>();

    StallingRelay(int upstream, long bytes) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = kept(server.accept());
                    Socket source = kept(new Socket());
                    // Else the kernel's buffers hold the rest of a small tree, and the upstream has sent it all.
                    source.setReceiveBufferSize(4096);
                    source.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), upstream));
                    Thread.ofVirtual().start(() -> pour(client, source, Long.MAX_VALUE));
                    Thread.ofVirtual().start(() -> pour(source, client, bytes));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    void awaitStall() throws InterruptedException {
        if (!stalled.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("nothing came through the relay");
        }
    }

    /** Lets everything through from now on. */
    void resume() {
        resumed.countDown();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private Socket kept(Socket socket) {
        synchronized (open) {
            open.add(socket);
        }
        return socket;
    }

    private void pour(Socket from, Socket to, long bytes) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[4096];
            long left = bytes;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                left -= n;
                if (left <= 0) {
                    stalled.countDown();
                    resumed.await();
                }
            }
        } catch (IOException | InterruptedException closed) {
            // One of the two went away.
        }
    }
}
