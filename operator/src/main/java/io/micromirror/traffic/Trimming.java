package io.micromirror.traffic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back the space of lines that were counted, by a hole in the log's beginning: its writer, who appends, notices
 * nothing, so no line can be lost between two files as in a rotation.
 */
final class Trimming {
    private static final Logger log = LoggerFactory.getLogger(Trimming.class);

    /** Less is not worth a process. */
    private static final long LEAST = 1 << 20;

    private static final long PAGE = 4096;

    private final Map<Long, Long> trimmed = new HashMap<>();
    private boolean wanted;

    Trimming(boolean wanted) {
        this.wanted = wanted;
    }

    void trim(List<Position> positions) {
        trimmed.keySet().retainAll(positions.stream().map(Position::file).toList());
        for (Position position : positions) {
            long end = position.offset() - position.offset() % PAGE;
            if (wanted && end - trimmed.getOrDefault(position.file(), 0L) >= LEAST) {
                punch(position.log(), end);
                trimmed.put(position.file(), end);
            }
        }
    }

    private void punch(String file, long end) {
        try {
            Process fallocate = new ProcessBuilder(
                            "fallocate", "--punch-hole", "--offset", "0", "--length", Long.toString(end), file)
                    .redirectErrorStream(true)
                    .start();
            String words = new String(fallocate.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (fallocate.waitFor() != 0) {
                give(words);
            }
        } catch (IOException none) {
            give(none.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void give(String why) {
        wanted = false;
        log.warn("Logs cannot be trimmed here and grow until something rotates them: {}", why);
    }
}
