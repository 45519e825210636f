package io.micromirror.scrub;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micromirror.sync.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Where a scrub is in its tree, and what it needs to go on from there: a file beside the data, replaced in one step.
 *
 * @param at the next file
 * @param from the hash at which the slice begins
 * @param until the hash at which it ends
 * @param started when it began; null: the next one has not
 * @param open files that are bad still
 * @param disputed files that are not what an index says, at the upstream as well; forgotten with each round
 */
record Note(Point at, long from, long until, Instant started, Tally tally, List<String> open, List<String> disputed) {
    static final String NAME = "scrub";

    private static final int MOST = 1000;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** What was found in a slice: see {@link io.micromirror.sync.ScrubResult}. */
    record Tally(long files, long bytes, long bad, long mended, long unreadable) {
        static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);

        Tally good(long size) {
            return new Tally(files + 1, bytes + size, bad, mended, unreadable);
        }

        Tally plus(Tally other) {
            return new Tally(
                    files + other.files,
                    bytes + other.bytes,
                    bad + other.bad,
                    mended + other.mended,
                    unreadable + other.unreadable);
        }
    }

    Note {
        at = at == null ? Point.START : at;
        tally = tally == null ? Tally.NOTHING : tally;
        open = open == null
                ? List.of()
                : open.stream().sorted().distinct().limit(MOST).toList();
        disputed = disputed == null
                ? List.of()
                : disputed.stream().sorted().distinct().limit(MOST).toList();
    }

    /** What lies there; the beginning where nothing does that can be read. */
    static Note read(Path work) throws IOException {
        Path file = work.resolve(NAME);
        try {
            if (Files.exists(file)) {
                Note note = JSON.readValue(Files.readString(file), Note.class);
                if (note != null && note.at.hash() < Point.END && note.at.path() != null) {
                    return note;
                }
            }
        } catch (JacksonException _) {
            // Another round from its beginning does no harm.
        }
        return new Note(null, 0, 0, null, null, null, null);
    }

    void keep(Path work) throws IOException {
        AtomicFile.write(work.resolve(NAME), JSON.writeValueAsBytes(this));
    }

    /** With a slice under way: the one that was cut short, or the next. */
    Note begun(int days, Instant now) {
        if (started != null && at.hash() < until) {
            return this;
        }
        long step = (Point.END + days - 1) / days;
        return new Note(at, at.hash(), Math.min(Point.END, at.hash() + step), now, Tally.NOTHING, open, disputed);
    }

    Note at(Point next) {
        return new Note(next, from, until, started, tally, open, disputed);
    }

    Note with(Tally other) {
        return new Note(at, from, until, started, other, open, disputed);
    }

    Note with(List<String> bad, List<String> upstreams) {
        return new Note(at, from, until, started, tally, bad, upstreams);
    }

    /** With the slice done. */
    Note ended() {
        boolean round = until == Point.END;
        return new Note(
                round ? Point.START : new Point(until, ""), 0, 0, null, null, open, round ? List.of() : disputed);
    }
}
