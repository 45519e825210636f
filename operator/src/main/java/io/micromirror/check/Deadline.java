package io.micromirror.check;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Until when an answer must be whole, however slowly its bytes come. */
record Deadline(long start, long end) {
    static Deadline in(int seconds) {
        long now = System.nanoTime();
        return new Deadline(now, now + Duration.ofSeconds(seconds).toNanos());
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** What is left, at least one: none would mean no limit to a socket. */
    int milliseconds() throws SocketTimeoutException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("out of time");
        }
        return (int) Math.min(Integer.MAX_VALUE, left);
    }

    InputStream guard(Socket socket) throws IOException {
        return new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read() throws IOException {
                socket.setSoTimeout(milliseconds());
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                socket.setSoTimeout(milliseconds());
                return super.read(bytes, offset, length);
            }
        };
    }
}
