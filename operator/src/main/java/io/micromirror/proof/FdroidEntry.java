package io.micromirror.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an entry.json says.
 *
 * @param timestamp in milliseconds; 0 when there is none
 * @param index the index of all apps
 * @param diffs what makes it of an older one
 */
record FdroidEntry(long timestamp, File index, List<File> diffs) {
    private static final int MOST_DIFFS = 10_000;

    /** A file that it names; nothing where it does not say the size or the checksum. */
    record File(String name, String sha256, long size) {
        static final File NONE = new File("", "", Named.ANY_SIZE);

        File with(String field, String value, String called) throws Contradiction {
            return switch (field) {
                case "name" -> new File(value, sha256, size);
                case "sha256" -> new File(name, value, size);
                case "size" -> new File(name, sha256, Names.size(value, called));
                default -> this;
            };
        }
    }

    static FdroidEntry read(byte[] json, String called) throws IOException {
        Reader reader = new Reader(called);
        Json.walk(new ByteArrayInputStream(json), called, reader);
        return new FdroidEntry(reader.timestamp, reader.index, List.copyOf(reader.diffs));
    }

    private static final class Reader implements Json.Visitor {
        private final String called;
        private final List<File> diffs = new ArrayList<>();
        private long timestamp;
        private File index = File.NONE;
        private File diff = File.NONE;

        Reader(String called) {
            this.called = called;
        }

        @Override
        public void value(List<String> path, Json.Value value) throws IOException {
            if (path.size() == 2 && path.get(1).equals("timestamp")) {
                timestamp = Names.size(value.text(), called);
            } else if (path.size() == 3 && path.get(1).equals("index")) {
                index = index.with(path.getLast(), value.text(), called);
            } else if (path.size() == 4 && path.get(1).equals("diffs")) {
                diff = diff.with(path.getLast(), value.text(), called);
            }
        }

        @Override
        public void ended(List<String> path) throws Contradiction {
            if (path.size() == 3 && path.get(1).equals("diffs")) {
                if (diffs.size() == MOST_DIFFS) {
                    throw new Contradiction("%s names more than %d diffs", called, MOST_DIFFS);
                }
                diffs.add(diff);
                diff = File.NONE;
            }
        }
    }
}
