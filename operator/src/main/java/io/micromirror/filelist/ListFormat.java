package io.micromirror.filelist;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/** How a list is written. */
public enum ListFormat {
    /**
     * Fedora's and Rocky's {@code fullfiletimelist-*} (create-filelist of Fedora's infrastructure, read as
     * quick-fedora-mirror does): sections; in {@code [Files]} a row of time, kind with mark, size and path; in
     * {@code [Checksums SHA1]} of checksum and path.
     */
    @JsonProperty("fullfiletimelist")
    FULLFILETIMELIST {
        @Override
        void read(ByteLines lines, RowSink sink) throws IOException {
            new TimeList(lines, sink).read();
        }
    },
    /** Raspbian's {@code snapshotindex.txt} (raspbmirror.py): {@code path size:sha256} or {@code path ->target}. */
    @JsonProperty("snapshotindex")
    SNAPSHOTINDEX {
        @Override
        void read(ByteLines lines, RowSink sink) throws IOException {
            while (lines.next()) {
                int space = lines.find(' ', 0);
                boolean link = space > 0 && lines.startsWith("->", space + 1);
                int colon = link ? space : lines.find(':', space + 1);
                if (space <= 0 || colon < 0) {
                    throw lines.unreadable();
                }
                String rest = lines.text(colon + 1, lines.length());
                sink.row(
                        lines.text(0, space),
                        link ? "l\t0\t" + rest : "f\t" + lines.number(space + 1, colon) + "\t" + rest);
            }
        }
    };

    abstract void read(ByteLines lines, RowSink sink) throws IOException;

    /** Takes rows one by one. */
    interface RowSink {
        /** Takes one; its attributes are kind and mark, size, and what tells a change, between tabs. */
        void row(String path, String attributes) throws IOException;
    }
}
