package io.micromirror.sync;

import com.fasterxml.jackson.core.JacksonException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the last slice of a scrub found in a project's tree: the contract between the scrub and everyone who tells of it.
 *
 * @param started when the slice began, maybe in a run that was cut short
 * @param files with a checksum in an index, all of which were read to their end
 * @param bytes of these files
 * @param uncovered files for which no index holds a checksum
 * @param bad files that had not the content that an index says, or could not be read, or were missing
 * @param mended those of them that are good again
 * @param unreadable those of them that the disk would not read
 * @param open files that are bad still, also of slices before; not served
 * @param badEver and {@code mendedEver}: the same since the first slice
 * @param round when every file was looked at once more; null: not yet
 * @param reason one sentence for a person; empty when there is nothing to say
 */
public record ScrubResult(
        String project,
        Instant started,
        Instant finished,
        long files,
        long bytes,
        long uncovered,
        long bad,
        long mended,
        long unreadable,
        long open,
        long badEver,
        long mendedEver,
        Instant round,
        String reason) {
    private static final int REASON_BYTES = 512;

    public ScrubResult {
        reason = reason == null ? "" : Sentence.plain(reason, REASON_BYTES);
    }

    /** Percent of the slice's files that no index covers; null: there were none. */
    public Integer uncoveredPercent() {
        return files + uncovered == 0 ? null : (int) Math.round(100.0 * uncovered / (files + uncovered));
    }

    static Optional<ScrubResult> parse(String json) {
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(json, ScrubResult.class))
                    .filter(one -> one.project != null);
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    public String toJson() {
        return Json.write(this);
    }
}
