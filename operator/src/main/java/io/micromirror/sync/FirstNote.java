package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a first sync is, kept with the storage's state while it lasts: the next run counts on from there. Told to the
 * public only every five minutes, whatever number of projects sync, because each telling becomes a write to the API.
 */
final class FirstNote {
    static final String NAME = "progress.json";

    /** Nothing to keep: what is synced is served already. */
    static final FirstNote NONE = new FirstNote("", null, Optional.empty());

    private static final Logger log = LoggerFactory.getLogger(FirstNote.class);

    private final String project;
    private final StorageState state;
    private final Optional<FirstSync> former;

    private FirstNote(String project, StorageState state, Optional<FirstSync> former) {
        this.project = project;
        this.state = state;
        this.former = former;
    }

    static FirstNote of(String project, StorageState state) {
        return new FirstNote(project, state, state.firstSync(project));
    }

    String project() {
        return project;
    }

    /** When earlier runs began, if there were some. */
    Optional<Instant> since() {
        return former.map(FirstSync::since);
    }

    /** Bytes of earlier runs. */
    long before() {
        return former.map(FirstSync::bytes).orElse(0L);
    }

    /** A note that cannot be kept is no reason to end a sync. */
    void keep(FirstSync far, Instant now) {
        if (state != null) {
            try {
                state.keep(far, now);
            } catch (IOException trouble) {
                log.warn("How far the first sync is could not be noted: {}", trouble.toString());
            }
        }
    }

    /** The first sync is over. */
    static void drop(Path work) throws IOException {
        Files.deleteIfExists(work.resolve(NAME));
    }
}
