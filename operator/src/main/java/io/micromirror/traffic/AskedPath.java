package io.micromirror.traffic;

/**
 * The path of a request as the file it names: what RFC 3986 and the logs' escapes allow to write in many ways comes out
 * as one, without its first slash, so that a file is counted once. A cursor of one thread; makes no object of a path.
 */
final class AskedPath {
    private static final long SLASHES = Words.all('/');
    private static final long[] ODD = {Words.all('%'), Words.all('?'), Words.all('\\'), Words.all('#')};
    private static final int LONGEST = 4096;

    byte[] text = new byte[0];
    int from;
    int to;
    /** Whether the text is not the line's, but this cursor's own, which the next path may take. */
    boolean own;

    private final byte[] plain = new byte[LONGEST + Words.PADDING];
    private int length;

    /** False where there is no path in it, such as {@code *}, or too long a one for a file. */
    boolean read(byte[] line, int start, int end) {
        if (end - start > LONGEST || end == start) {
            return false;
        }
        if (line[start] == '/' && !odd(line, start, end)) {
            text = line;
            own = false;
            from = start + 1;
            to = end;
            return true;
        }
        return rewrite(line, start, end);
    }

    /** Letters that may mean something else, and slashes before slashes and dots. */
    private static boolean odd(byte[] line, int start, int end) {
        long marks = 0;
        for (int at = start; at < end; at += Long.BYTES) {
            long word = Words.at(line, at);
            long slashes = Words.equal(word, SLASHES);
            if (slashes != 0) {
                // The byte behind each slash, of which the last lies in the next word.
                long behind = Words.at(line, at + 1);
                marks |= slashes & (Words.equal(behind, SLASHES) | Words.equal(behind, Words.all('.')));
            }
            for (long letter : ODD) {
                marks |= Words.equal(word, letter);
            }
        }
        return marks != 0;
    }

    private boolean rewrite(byte[] line, int start, int end) {
        int at = behindHost(line, start, end);
        if (at < 0) {
            return false;
        }
        length = 0;
        while (at < end && line[at] != '?' && line[at] != '#') {
            if (line[at] == '%' && at + 2 < end && hex(line[at + 1]) >= 0 && hex(line[at + 2]) >= 0) {
                put(hex(line[at + 1]) * 16 + hex(line[at + 2]));
                at += 3;
            } else if (line[at] == '\\' && at + 3 < end && line[at + 1] == 'x' && hex(line[at + 2]) >= 0) {
                put(hex(line[at + 2]) * 16 + Math.max(0, hex(line[at + 3])));
                at += 4;
            } else {
                put(line[at++]);
            }
        }
        boolean directory = length == 0 || plain[length - 1] == '/';
        put('/'); // so that a last ".." is treated as any
        if (!directory && length > 0) {
            length--;
        }
        text = plain;
        own = true;
        from = 0;
        to = length;
        return true;
    }

    /** Where the path begins behind {@code http://host}; -1 where there is none. */
    private static int behindHost(byte[] line, int start, int end) {
        if (line[start] == '/') {
            return start;
        }
        int scheme = Words.find(line, start, end, Words.all(':'));
        if (scheme + 2 >= end || line[scheme + 1] != '/' || line[scheme + 2] != '/') {
            return -1;
        }
        int path = Words.find(line, scheme + 3, end, SLASHES);
        return path < end ? path : -1;
    }

    /** Adds a letter; a slash ends a part, which is taken back if it is empty or dots. */
    private void put(int letter) {
        if (letter == '/') {
            int part = partStart(length);
            int size = length - part;
            if (size == 0 || (size == 1 && plain[part] == '.')) {
                length = part;
                return;
            }
            if (size == 2 && plain[part] == '.' && plain[part + 1] == '.') {
                length = partStart(Math.max(0, part - 1));
                return;
            }
        }
        plain[length++] = (byte) letter;
    }

    private int partStart(int end) {
        int part = end;
        while (part > 0 && plain[part - 1] != '/') {
            part--;
        }
        return part;
    }

    private static int hex(byte letter) {
        return Character.digit(letter, 16);
    }
}
