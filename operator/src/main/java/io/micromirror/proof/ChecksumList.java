package io.micromirror.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of checksums as sha256sum(1) writes it, {@code HEX *NAME}, or with --tag, {@code SHA256 (NAME) = HEX}, where
 * Fedora and AlmaLinux add {@code # NAME: SIZE bytes}. It may be clear-signed.
 */
record ChecksumList(List<Entry> entries) {
    private static final long LARGEST = 64 << 20;
    private static final int MOST = 100_000;
    private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";

    private static final Pattern GNU = Pattern.compile("\\\\?([0-9A-Fa-f]{32,128})(?: [ *]|\t)(.+)");
    private static final Pattern TAGGED = Pattern.compile("[A-Z0-9]+ \\((.+)\\) ?= ?([0-9A-Fa-f]{32,128})");
    private static final Pattern SIZE = Pattern.compile("# (.+): (\\d+) bytes");

    /** A file; its size is {@link Named#ANY_SIZE} when the list does not tell it. */
    record Entry(String name, String hex, long size) {}

    static ChecksumList read(Tree.Found file, String called) throws IOException {
        boolean signed = isSigned(file, called);
        try (Unpacked in = Unpacked.open(file.path(), called, LARGEST)) {
            Lines lines = new Lines(in, called);
            Reader reader = new Reader(called);
            ClearSigned message = signed ? new ClearSigned(lines, called) : null;
            for (String line = next(lines, message); line != null; line = next(lines, message)) {
                reader.line(line);
            }
            return reader.list();
        }
    }

    static boolean isSigned(Tree.Found file, String called) throws IOException {
        try (Unpacked in = Unpacked.open(file.path(), called, LARGEST)) {
            return SIGNED.equals(new Lines(in, called).next());
        }
    }

    private static String next(Lines lines, ClearSigned message) throws IOException {
        return message == null ? lines.next() : message.next();
    }

    private static final class Reader {
        private final String called;
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, Long> sizes = new HashMap<>();

        Reader(String called) {
            this.called = called;
        }

        void line(String line) throws Contradiction {
            Optional<Entry> entry = entry(line);
            Matcher size = SIZE.matcher(line);
            if (entry.isPresent()) {
                entries.add(entry.get());
            } else if (size.matches()) {
                sizes.put(size.group(1), Names.size(size.group(2), called));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new Contradiction("%s has the line '%s', which is no checksum and name", called, line);
            }
            if (entries.size() > MOST || sizes.size() > MOST) {
                throw new Contradiction("%s names more than %d files", called, MOST);
            }
        }

        private static Optional<Entry> entry(String line) {
            Matcher gnu = GNU.matcher(line);
            if (gnu.matches()) {
                return Optional.of(new Entry(gnu.group(2), gnu.group(1), Named.ANY_SIZE));
            }
            Matcher tagged = TAGGED.matcher(line);
            return tagged.matches()
                    ? Optional.of(new Entry(tagged.group(1), tagged.group(2), Named.ANY_SIZE))
                    : Optional.empty();
        }

        ChecksumList list() {
            return new ChecksumList(entries.stream()
                    .map(entry ->
                            new Entry(entry.name(), entry.hex(), sizes.getOrDefault(entry.name(), Named.ANY_SIZE)))
                    .toList());
        }
    }
}
