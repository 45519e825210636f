package io.micromirror;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;

/** One client after another, a new connection each 10 ms; what went wrong, and how long it went wrong at a stretch. */
final class Callers {
    private static final int PAUSE_MILLIS = 10;
    private static final int PATIENCE_MILLIS = 10_000;

    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Told> told;

    /** How many calls went well, what the others met, and the longest time without one that went well. */
    record Told(int answered, List<String> failures, long longestGapMillis) {}

    private final SocketFactory sockets;
    private final String request;
    private final String answer;

    /** {@code answer} is how a good one begins. */
    Callers(SocketFactory sockets, InetSocketAddress server, String request, String answer) {
        this.sockets = sockets;
        this.request = request;
        this.answer = answer;
        // The common pool may have one thread, which the first of several callers would keep.
        told = CompletableFuture.supplyAsync(() -> call(server), Thread.ofVirtual()::start);
    }

    private Told call(InetSocketAddress server) {
        List<String> failures = new ArrayList<>();
        int answered = 0;
        long gap = 0;
        long good = System.nanoTime();
        while (!over.get()) {
            try {
                String got = once(server);
                if (got.equals(answer)) {
                    answered++;
                    gap = Math.max(gap, System.nanoTime() - good);
                    good = System.nanoTime();
                } else {
                    failures.add(got);
                }
                Thread.sleep(PAUSE_MILLIS);
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            }
        }
        return new Told(answered, failures, gap / 1_000_000);
    }

    private String once(InetSocketAddress server) throws IOException {
        try (Socket socket = sockets.createSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(answer.length()), StandardCharsets.US_ASCII);
        }
    }

    Told end() throws InterruptedException, ExecutionException {
        over.set(true);
        return told.get();
    }
}
