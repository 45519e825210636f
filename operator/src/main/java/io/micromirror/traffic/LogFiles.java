package io.micromirror.traffic;

import io.micromirror.proof.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Which logs a person means, the oldest of a rotated set first, and what is in them, packed or not. */
final class LogFiles {
    static final String STANDARD_INPUT = "-";

    private static final Pattern ROTATED = Pattern.compile("(.*?)\\.(\\d{1,3})(\\.(?:gz|zst))?");
    private static final int BUFFER = 1 << 16;
    private static final int MAGIC = 4;

    private LogFiles() {}

    /** Names and patterns of names as files; a pattern that fits none is an error. */
    static List<Path> find(List<String> names) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            Path path = Path.of(name);
            if (name.equals(STANDARD_INPUT) || Files.isReadable(path)) {
                files.add(path);
            } else {
                files.addAll(matching(path));
            }
        }
        files.sort(Comparator.comparing((Path file) -> set(file)).thenComparingInt(file -> -age(file)));
        return files;
    }

    private static List<Path> matching(Path pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        Path folder = pattern.toAbsolutePath().getParent();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
                found.forEach(files::add);
            }
        }
        if (files.isEmpty()) {
            throw new IOException(pattern + " is no file that can be read, and no pattern that fits one");
        }
        return files;
    }

    /** A dated name is a set of its own, and sorts by its date. */
    private static String set(Path file) {
        Matcher rotated = ROTATED.matcher(file.toString());
        return rotated.matches() ? rotated.group(1) : file.toString();
    }

    /** access.log.2.gz is older than access.log.1, and that than access.log. */
    private static int age(Path file) {
        Matcher rotated = ROTATED.matcher(file.toString());
        return rotated.matches() ? Integer.parseInt(rotated.group(2)) : 0;
    }

    static InputStream open(Path file) throws IOException {
        return file.toString().equals(STANDARD_INPUT) ? unpacked(System.in) : unpacked(Files.newInputStream(file));
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        PushbackInputStream input = new PushbackInputStream(raw, MAGIC);
        byte[] magic = new byte[MAGIC];
        int read = input.readNBytes(magic, 0, MAGIC);
        input.unread(magic, 0, read);
        if (read >= 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B) {
            return new GZIPInputStream(input, BUFFER);
        }
        if (read == MAGIC && magic[0] == 0x28 && magic[1] == (byte) 0xB5 && magic[2] == 0x2F) {
            return new ZstdInputStream(input);
        }
        return input;
    }
}
