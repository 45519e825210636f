package io.micromirror.traffic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A log as its writer sees it. */
final class GrowingLog {
    private GrowingLog() {}

    /** Blocks that it takes on the disk. */
    static long allocated(Path log) throws IOException, InterruptedException {
        Process stat = new ProcessBuilder("stat", "--format=%b", log.toString()).start();
        String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        stat.waitFor();
        return Long.parseLong(blocks.strip());
    }

    static void add(Path file, String... lines) throws IOException {
        Files.writeString(
                file,
                String.join("\n", lines) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.WRITE);
    }
}
