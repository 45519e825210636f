package io.micromirror;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A client with a slow line: a file of so many MiB over one connection, at 2 MB/s, slower while it is told to wait. */
final class SlowDownload {
    private static final int PIECE = 1 << 16;
    private static final int PIECES_PER_SECOND = 2_000_000 / PIECE;
    private static final int SLOWER = 16;
    private static final int WINDOW = 1 << 18;

    private final AtomicBoolean hurried = new AtomicBoolean();
    private final CompletableFuture<Long> received;

    /** {@code enough}: bytes after which it slows down until it is told to end. */
    SlowDownload(String address, int port, String path, long enough) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(WINDOW);
        socket.connect(new InetSocketAddress(address, port));
        socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        received = CompletableFuture.supplyAsync(() -> read(socket, enough));
    }

    private Long read(Socket socket, long enough) {
        try (socket) {
            InputStream answer = socket.getInputStream();
            long bytes = body(answer);
            byte[] piece = new byte[PIECE];
            for (int count = answer.read(piece); count >= 0; count = answer.read(piece)) {
                bytes += count;
                long pause = TimeUnit.SECONDS.toMillis(1) * count / PIECE / PIECES_PER_SECOND;
                Thread.sleep(bytes < enough || hurried.get() ? pause : pause * SLOWER);
            }
            return bytes;
        } catch (IOException | InterruptedException cut) {
            throw new IllegalStateException("The download was cut", cut);
        }
    }

    /** Reads past the header; 0 bytes of the body are read then. */
    private static long body(InputStream answer) throws IOException {
        for (int last = 0; last != 0x0d0a0d0a; ) {
            last = last << 8 | answer.read();
        }
        return 0;
    }

    /** Lets it come to its end, and says how many bytes it got. */
    long end() throws InterruptedException, ExecutionException {
        hurried.set(true);
        return received.get();
    }

    boolean running() {
        return !received.isDone();
    }
}
