package io.micromirror.sync;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.micromirror.change.Marker;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a run ended: the contract between the runner and everyone who tells of it. As JSON at most 3.5 KiB, because a
 * container's termination message holds no more than 4.
 *
 * @param reason one sentence for a person; empty when there is nothing to say
 * @param lack in a word what stood in the way of an upstream's entry points; null: nothing did
 * @param upstream the URL that was used last
 * @param bytes received over the network
 * @param files new or changed, also where only a mode or a time changed
 * @param held files that the upstream dropped and that are kept for good, because they are more than {@code maxDelete}
 *     allows; restated until a run came to its end again
 * @param size of what is served, restated by every later run; null: not known
 * @param phases milliseconds that each took, by name
 * @param published when what is served went live, restated by every later run; null: never
 * @param succeeded when a run last ended with nothing left to do, restated by every later run; null: never
 * @param served the time of the last request that was served ({@link SyncPlan#requests}); null: none was
 * @param marker of the upstream, seen before the last complete run began to read, restated by every later run; null: not
 *     seen
 */
public record SyncResult(
        String project,
        String path,
        String module,
        String title,
        Outcome outcome,
        String reason,
        String lack,
        String upstream,
        Instant started,
        Instant finished,
        long bytes,
        long files,
        long deleted,
        long held,
        Size size,
        SortedMap<String, Long> phases,
        Instant published,
        Instant succeeded,
        Instant served,
        Marker marker) {
    private static final Logger log = LoggerFactory.getLogger(SyncResult.class);
    private static final int REASON_BYTES = 512;
    private static final int TITLE_BYTES = 200;

    public SyncResult {
        outcome = outcome == null ? Outcome.FAILED : outcome;
        reason = reason == null ? "" : Sentence.plain(reason, REASON_BYTES);
        title = title == null ? "" : Sentence.plain(title, TITLE_BYTES);
        upstream = upstream == null ? "" : upstream;
        phases = phases == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(phases));
    }

    /** The result in a text; absent, with a line in the log, when there is none. */
    public static Optional<SyncResult> parse(String json) {
        try {
            return parse(Json.MAPPER.readTree(json));
        } catch (JacksonException trouble) {
            log.warn("A result could not be read and counts as absent: {}", Json.why(trouble));
            return Optional.empty();
        }
    }

    static Optional<SyncResult> parse(JsonNode node) {
        try {
            SyncResult result = Json.MAPPER.treeToValue(node, SyncResult.class);
            if (result == null || result.project == null) {
                log.warn("A result names no project and counts as absent");
                return Optional.empty();
            }
            return Optional.of(result);
        } catch (JacksonException trouble) {
            log.warn("A result could not be read and counts as absent: {}", Json.why(trouble));
            return Optional.empty();
        }
    }

    public String toJson() {
        return Json.write(this);
    }
}
