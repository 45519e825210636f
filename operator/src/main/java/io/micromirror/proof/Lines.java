package io.micromirror.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of an unpacked text, one by one, none of them endless. */
final class Lines {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = 1 << 22;

    private final InputStream in;
    private final String called;
    private final Charset charset;
    private byte[] bytes = new byte[BUFFER];
    private int from;
    private int to;

    /** @param called what to call the text in a sentence */
    Lines(InputStream in, String called) {
        this(in, called, StandardCharsets.UTF_8);
    }

    Lines(InputStream in, String called, Charset charset) {
        this.in = in;
        this.called = called;
        this.charset = charset;
    }

    /** The next line without its end; null when there is none. */
    String next() throws IOException {
        int looked = from;
        while (true) {
            for (int at = looked; at < to; at++) {
                if (bytes[at] == '\n') {
                    String line = text(at);
                    from = at + 1;
                    return line;
                }
            }
            looked = to - from;
            makeRoom();
            looked += from;
            int read = in.read(bytes, to, bytes.length - to);
            if (read < 0) {
                String rest = from == to ? null : text(to);
                from = to;
                return rest;
            }
            to += read;
        }
    }

    private String text(int end) {
        int last = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        return new String(bytes, from, last - from, charset);
    }

    private void makeRoom() throws Contradiction {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        } else if (to == LONGEST) {
            throw new Contradiction("%s has a line of more than %d bytes", called, LONGEST);
        } else if (to == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }
}
