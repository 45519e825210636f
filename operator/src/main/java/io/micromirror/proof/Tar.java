package io.micromirror.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The entries of a tar file as a stream (POSIX pax, ustar and GNU's long names; tar(5) of libarchive). Blocks of zeros are
 * passed over wherever they are, because Alpine's indexes are several archives in a row.
 */
final class Tar {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 1 << 16;
    private static final int PREFIX = 345;
    private static final int MAGIC = 257;
    private static final int TYPE = 156;
    private static final int CHECKSUM = 148;
    private static final int SIZE = 124;

    private final InputStream in;
    private final String called;
    private final byte[] header = new byte[BLOCK];
    private final Body body = new Body();
    private String name = "";

    Tar(InputStream in, String called) {
        this.in = in;
        this.called = called;
    }

    /** Goes to the next regular file; false when there is none. */
    boolean next() throws IOException {
        String longName = "";
        while (header()) {
            char type = (char) header[TYPE];
            if (type == 'x' || type == 'L') {
                byte[] said = body.readNBytes(LONGEST_NAME);
                longName = type == 'L' ? text(said, 0, said.length) : path(new String(said, StandardCharsets.UTF_8));
            } else if (type == '0' || type == 0) {
                name = longName.isEmpty() ? shortName() : longName;
                return true;
            } else if (type != 'g') {
                longName = "";
            }
        }
        return false;
    }

    String name() {
        return name;
    }

    /** What this file holds. */
    InputStream body() {
        return body;
    }

    private boolean header() throws IOException {
        body.skipRest();
        do {
            int read = in.readNBytes(header, 0, BLOCK);
            if (read == 0) {
                return false;
            }
            if (read < BLOCK) {
                throw new Contradiction("%s ends in the middle", called);
            }
        } while (isZero());
        if (number(CHECKSUM, 8) != sum()) {
            throw new Contradiction("%s is no tar file", called);
        }
        body.start(number(SIZE, 12));
        return true;
    }

    private boolean isZero() {
        return Arrays.equals(header, new byte[BLOCK]);
    }

    private long sum() {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : Byte.toUnsignedInt(header[i]);
        }
        return sum;
    }

    /** Octal digits among blanks; GNU's binary numbers begin at 8 GiB, which no entry of an index has. */
    private long number(int from, int length) throws Contradiction {
        String digits = text(header, from, length).strip();
        if (!digits.matches("[0-7]{1,12}")) {
            throw new Contradiction("%s is no tar file that can be read", called);
        }
        return Long.parseLong(digits, 8);
    }

    private String shortName() {
        String last = text(header, 0, 100);
        boolean posix = Arrays.equals(header, MAGIC, MAGIC + 6, new byte[] {'u', 's', 't', 'a', 'r', 0}, 0, 6);
        String prefix = posix ? text(header, PREFIX, 155) : "";
        return prefix.isEmpty() ? last : prefix + "/" + last;
    }

    /** The path among pax records, each of which is {@code LENGTH KEY=VALUE} and a line's end. */
    private static String path(String records) {
        return records.lines()
                .filter(line -> line.matches("\\d+ path=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElse("");
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private final class Body extends InputStream {
        private long left;
        private int padding;

        void start(long size) {
            left = size;
            padding = (int) (-size & (BLOCK - 1));
        }

        void skipRest() throws IOException {
            byte[] thrown = new byte[BLOCK];
            while (read(thrown, 0, BLOCK) >= 0) {}
            if (in.readNBytes(thrown, 0, padding) < padding) {
                throw new Contradiction("%s ends in the middle", called);
            }
            padding = 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) == -1 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(into, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new Contradiction("%s ends in the middle", called);
            }
            left -= read;
            return read;
        }
    }
}
