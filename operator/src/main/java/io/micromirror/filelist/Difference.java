package io.micromirror.filelist;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is in one of two sorted lists and not, or otherwise, in the other. Reads both once, side by side. */
public final class Difference {
    private Difference() {}

    /** Takes what is found, in the order of the paths. */
    public interface Sink {
        /** A path of the new list. */
        default void listed(String path, boolean isDirectory) throws IOException {}

        /** A path that the old list lacks, or has with another time, size, mode or checksum; also after {@link #listed}. */
        void changed(String path, Entry entry, long sizeBefore) throws IOException;

        /** A path that only the old list has. */
        void gone(String path, Entry entry) throws IOException;
    }

    /** Compares two lists. */
    public static void of(Path old, Path fresh, Sink sink) throws IOException {
        try (Cursor before = new Cursor(old);
                Cursor now = new Cursor(fresh)) {
            before.next();
            now.next();
            while (!before.atEnd() || !now.atEnd()) {
                int order = before.atEnd() ? 1 : now.atEnd() ? -1 : before.path.compare(now.path);
                if (order >= 0) {
                    String path = now.path.text();
                    sink.listed(path, now.isDirectory());
                    if (order > 0) {
                        sink.changed(path, now.entry(), 0);
                    } else if (!before.attributes.same(now.attributes)) {
                        sink.changed(path, now.entry(), before.entry().size());
                    }
                    now.next();
                } else {
                    sink.gone(before.path.text(), before.entry());
                }
                if (order <= 0) {
                    before.next();
                }
            }
        }
    }

    /** One path after the other, with all that a list says of it. */
    private static final class Cursor implements AutoCloseable {
        private final ByteLines lines;
        private Bytes path = new Bytes();
        private Bytes ahead = new Bytes();
        private Bytes attributes = new Bytes();
        private Bytes attributesAhead = new Bytes();

        Cursor(Path list) throws IOException {
            lines = new ByteLines(new BufferedInputStream(Files.newInputStream(list), 1 << 16));
            read();
        }

        boolean atEnd() {
            return path.isEmpty();
        }

        /** A path has a second row where the list tells its checksum; that one comes first. */
        void next() throws IOException {
            Bytes done = path;
            path = ahead;
            ahead = done;
            done = attributes;
            attributes = attributesAhead;
            attributesAhead = done;
            read();
            while (!path.isEmpty() && path.same(ahead)) {
                attributes.append(new byte[] {'\n'}, 0, 1);
                attributes.append(attributesAhead);
                read();
            }
        }

        boolean isDirectory() {
            return attributes.isLastLineOf('d');
        }

        Entry entry() {
            return Entry.of(attributes.text());
        }

        private void read() throws IOException {
            ahead.clear();
            attributesAhead.clear();
            if (lines.next()) {
                int tab = lines.find('\t', 0);
                if (tab < 1) {
                    throw lines.unreadable();
                }
                lines.copy(0, tab, ahead);
                lines.copy(tab + 1, lines.length(), attributesAhead);
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
