package io.micromirror.sync;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long each phase of a run took, all its turns together. */
final class Stopwatch {
    /** The phases, by their names in results. */
    enum Phase {
        LIST("list"),
        CONTENT("content"),
        ENTRY_POINTS("entryPoints"),
        PROOF("proof"),
        FLUSH("flush"),
        EXCHANGE("exchange"),
        MARKERS("markers"),
        DELETIONS("deletions");

        private final String word;

        Phase(String word) {
            this.word = word;
        }
    }

    private final Clock clock;
    private final Map<Phase, Duration> taken = new TreeMap<>();

    Stopwatch(Clock clock) {
        this.clock = clock;
    }

    <T> T time(Phase phase, Work<T> work) throws IOException {
        Instant start = clock.instant();
        try {
            return work.run();
        } finally {
            taken.merge(phase, Duration.between(start, clock.instant()), Duration::plus);
        }
    }

    void run(Phase phase, Step step) throws IOException {
        time(phase, () -> {
            step.run();
            return this;
        });
    }

    /** In milliseconds, by name. */
    SortedMap<String, Long> taken() {
        SortedMap<String, Long> millis = new TreeMap<>();
        taken.forEach((phase, time) -> millis.put(phase.word, time.toMillis()));
        return millis;
    }

    /** A phase, or a part of one, that gives something. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** A phase, or a part of one. */
    interface Step {
        void run() throws IOException;
    }
}
