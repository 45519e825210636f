package io.micromirror.filelist;

import java.io.IOException;

/** Reads a {@code fullfiletimelist}. Used once. */
final class TimeList {
    private final ByteLines lines;
    private final ListFormat.RowSink sink;
    private String section = "";

    TimeList(ByteLines lines, ListFormat.RowSink sink) {
        this.lines = lines;
        this.sink = sink;
    }

    void read() throws IOException {
        boolean ended = false;
        while (lines.next()) {
            if (lines.length() == 0) {
                continue;
            }
            if (lines.startsWith("[", 0)) {
                section = lines.text(0, lines.length());
                ended |= section.equals("[End]");
            } else if (section.equals("[Version]")) {
                demandVersion();
            } else if (section.equals("[Files]")) {
                file();
            } else if (section.startsWith("[Checksums ")) {
                checksum();
            }
        }
        if (!ended) {
            throw new UnreadableListException("it ends before its [End]");
        }
    }

    private void demandVersion() throws UnreadableListException {
        if (!lines.text(0, lines.length()).equals("2")) {
            throw new UnreadableListException("its version is not 2");
        }
    }

    private void file() throws IOException {
        int kind = lines.find('\t', 0) + 1;
        int size = lines.find('\t', kind) + 1;
        int path = lines.find('\t', size) + 1;
        if (kind <= 1 || size <= kind + 1 || path <= size + 1) {
            throw lines.unreadable();
        }
        String kinds = lines.text(kind, size - 1);
        if (!isKind(kinds)) {
            throw lines.unreadable();
        }
        sink.row(
                lines.text(path, lines.length()),
                kinds + "\t" + lines.number(size, path - 1) + "\t" + lines.text(0, kind - 1));
    }

    /** File, directory or link, and perhaps a mark. A pattern would take as long as all the rest of a row. */
    private static boolean isKind(String kinds) {
        return (kinds.length() == 1 || (kinds.length() == 2 && "-*".indexOf(kinds.charAt(1)) >= 0))
                && "fdl".indexOf(kinds.charAt(0)) >= 0;
    }

    private void checksum() throws IOException {
        int space = Math.max(lines.find('\t', 0), lines.find(' ', 0));
        if (space < 1) {
            throw lines.unreadable();
        }
        String path = lines.text(space, lines.length()).strip();
        sink.row(
                path.startsWith("./") ? path.substring(2) : path,
                "c\t0\t" + lines.text(0, space).strip());
    }
}
