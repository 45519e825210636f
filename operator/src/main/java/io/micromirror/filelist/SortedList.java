package io.micromirror.filelist;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A list as one row a line, sorted by path: {@code path, kind and mark, size, what tells a change}, between tabs. sort(1)
 * does it in bounded memory.
 */
public final class SortedList {
    /** In each of at most two threads, and as much again while it merges. */
    private static final String MEMORY = "24M";

    private SortedList() {}

    /**
     * Writes one.
     *
     * @param carried whether the mirror has a path; the second says whether it is a directory
     * @throws UnreadableListException when the list is no guide
     */
    public static void make(Path raw, ListFormat format, BiPredicate<String, Boolean> carried, Path target)
            throws IOException {
        Path aside = target.resolveSibling(target.getFileName() + ".new");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "sort",
                "--unique",
                "--buffer-size=" + MEMORY,
                "--parallel=2",
                "--temporary-directory=" + target.getParent(),
                "--output=" + aside));
        builder.environment().put("LC_ALL", "C");
        Process sort = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (ByteLines lines = new ByteLines(new BufferedInputStream(Files.newInputStream(raw), 1 << 16));
                OutputStream out = new BufferedOutputStream(sort.getOutputStream(), 1 << 16)) {
            format.read(lines, (path, attributes) -> {
                demandPlain(path, lines);
                if (carried.test(path, attributes.charAt(0) == 'd')) {
                    out.write((path + "\t" + attributes + "\n").getBytes(StandardCharsets.UTF_8));
                }
            });
        } catch (IOException | RuntimeException trouble) {
            sort.destroyForcibly();
            throw trouble;
        }
        if (sort.onExit().join().exitValue() != 0) {
            throw new IOException("the list could not be sorted");
        }
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Within the tree, on one line, without a component that means another place. */
    private static void demandPlain(String path, ByteLines lines) throws UnreadableListException {
        boolean plain = !path.isEmpty() && path.charAt(0) != '/' && path.charAt(path.length() - 1) != '/';
        char before = '/';
        for (int i = 0; plain && i < path.length(); i++) {
            char letter = path.charAt(i);
            plain = letter >= ' ' && letter != 0x7f && !(before == '/' && (letter == '/' || dots(path, i)));
            before = letter;
        }
        if (!plain) {
            throw lines.unreadable();
        }
    }

    private static boolean dots(String path, int at) {
        int end = path.indexOf('/', at);
        String name = path.substring(at, end < 0 ? path.length() : end);
        return name.equals(".") || name.equals("..");
    }
}
