package io.micromirror.filelist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a stream as bytes, one at a time in one buffer: lists have millions. */
final class ByteLines implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = 1 << 14;

    private final InputStream stream;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int filled;
    private int start;
    private int end;
    private long number;

    ByteLines(InputStream stream) {
        this.stream = stream;
    }

    /** Whether there is another line; it is then the current one. */
    boolean next() throws IOException {
        int scanned = from;
        while (true) {
            int at = scanned;
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            if (at < filled) {
                return line(at, at + 1);
            }
            if (filled - from > LONGEST) {
                throw new UnreadableListException("line " + (number + 1) + " is too long");
            }
            scanned = filled - from;
            System.arraycopy(buffer, from, buffer, 0, scanned);
            filled = scanned;
            from = 0;
            int read = stream.read(buffer, filled, BUFFER - filled);
            if (read < 0) {
                return filled > 0 && line(filled, filled);
            }
            filled += read;
        }
    }

    private boolean line(int to, int then) {
        start = from;
        end = to;
        from = then;
        number++;
        return true;
    }

    int length() {
        return end - start;
    }

    /** Where a letter first is at this place or after it; -1: nowhere. */
    int find(char letter, int place) {
        for (int i = start + place; i < end; i++) {
            if (buffer[i] == letter) {
                return i - start;
            }
        }
        return -1;
    }

    boolean startsWith(String text, int place) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return start + place + wanted.length <= end
                && Arrays.equals(buffer, start + place, start + place + wanted.length, wanted, 0, wanted.length);
    }

    String text(int begin, int to) throws UnreadableListException {
        for (int i = start + begin; i < start + to; i++) {
            if (buffer[i] < 0) {
                return decoded(begin, to);
            }
        }
        return new String(buffer, start + begin, to - begin, StandardCharsets.ISO_8859_1);
    }

    private String decoded(int begin, int to) throws UnreadableListException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, start + begin, to - begin))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw unreadable();
        }
    }

    /** A number of at most 18 digits, as it is written. */
    String number(int begin, int to) throws UnreadableListException {
        String digits = text(begin, to);
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw unreadable();
        }
        return digits;
    }

    UnreadableListException unreadable() {
        String line = new String(buffer, start, Math.min(80, length()), StandardCharsets.ISO_8859_1)
                .replaceAll("\\p{Cntrl}", " ");
        return new UnreadableListException("line " + number + " cannot be read: '" + line + "'");
    }

    /** Appends a part of the current line. */
    void copy(int begin, int to, Bytes target) {
        target.append(buffer, start + begin, to - begin);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
