package io.micromirror.proof;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a suite's {@code Release} or {@code InRelease} says (Debian's DebianRepository/Format).
 *
 * @param date as written; empty when there is none
 * @param byHash whether clients may ask for indexes by their checksum
 * @param files with the strongest checksum that the file has a section of
 */
record Release(String date, boolean byHash, Map<String, Listed> files) {
    private static final long LARGEST = 64 << 20;
    private static final int MOST_FILES = 100_000;

    /** An index, with what its section says of it. */
    record Listed(long size, Checksum checksum) {}

    /** Reads the one that is there of this name. */
    static Release read(Tree.Found file, String name, String called) throws IOException {
        try (Unpacked in = Unpacked.open(file.path(), called, LARGEST)) {
            Lines lines = new Lines(in, called);
            Reader reader = new Reader(called);
            if (name.equals("InRelease")) {
                ClearSigned signed = new ClearSigned(lines, called);
                for (String line = signed.next(); line != null; line = signed.next()) {
                    reader.line(line);
                }
            } else {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    reader.line(line);
                }
            }
            return reader.release();
        }
    }

    /** The directory, in an index's own one, where it also lies under its checksum. */
    static String byHashDirectory(Checksum.Kind kind) {
        return "by-hash/" + (kind == Checksum.Kind.MD5 ? "MD5Sum" : kind.name());
    }

    private static final class Reader {
        private final String called;
        private final Map<String, Listed> files = new HashMap<>();
        private Optional<Checksum.Kind> section = Optional.empty();
        private Optional<Checksum.Kind> strongest = Optional.empty();
        private String date = "";
        private boolean byHash;

        Reader(String called) {
            this.called = called;
        }

        void line(String line) throws Contradiction {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                if (section.isPresent() && section.equals(strongest)) {
                    listed(line.strip().split("\\s+", 3), section.get());
                }
                return;
            }
            int colon = Math.max(0, line.indexOf(':'));
            String value = line.substring(Math.min(line.length(), colon + 1)).strip();
            String field = line.substring(0, colon);
            section = value.isEmpty() ? Checksum.Kind.spelled(field) : Optional.empty();
            if (field.equalsIgnoreCase("Date")) {
                date = value;
            } else if (field.equalsIgnoreCase("Acquire-By-Hash")) {
                byHash = value.equalsIgnoreCase("yes");
            } else if (section.isPresent()
                    && (strongest.isEmpty() || section.get().compareTo(strongest.get()) > 0)) {
                strongest = section;
                files.clear();
            }
        }

        private void listed(String[] words, Checksum.Kind kind) throws Contradiction {
            if (words.length != 3 || !kind.isHex(words[0])) {
                throw new Contradiction("%s lists '%s', which is no %s, size and name", called, words[0], kind);
            }
            if (files.size() >= MOST_FILES) {
                throw new Contradiction("%s lists more than %d files", called, MOST_FILES);
            }
            String name = Names.below("", words[2], called);
            files.put(name, new Listed(Names.size(words[1], called), new Checksum(kind, words[0])));
        }

        Release release() {
            return new Release(date, byHash, Map.copyOf(files));
        }
    }
}
