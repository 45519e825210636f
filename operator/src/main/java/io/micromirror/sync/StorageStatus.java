package io.micromirror.sync;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the box itself says of its state.
 *
 * @param projects the last result of every project on the storage, by name
 * @param scrubs what the last slice of a scrub found in each project, by name
 * @param firstSyncs how far those are that were never published, by name; rough, and some minutes old
 */
public record StorageStatus(List<SyncResult> projects, List<FirstSync> firstSyncs, List<ScrubResult> scrubs) {
    public static final StorageStatus NOTHING = new StorageStatus(null, null, null);

    private static final Logger log = LoggerFactory.getLogger(StorageStatus.class);

    public StorageStatus {
        projects = projects == null
                ? List.of()
                : projects.stream()
                        .sorted(Comparator.comparing(SyncResult::project))
                        .toList();
        firstSyncs = firstSyncs == null
                ? List.of()
                : firstSyncs.stream()
                        .sorted(Comparator.comparing(FirstSync::project))
                        .toList();
        scrubs = scrubs == null
                ? List.of()
                : scrubs.stream()
                        .sorted(Comparator.comparing(ScrubResult::project))
                        .toList();
    }

    /** One without scrubs. */
    public StorageStatus(List<SyncResult> projects, List<FirstSync> firstSyncs) {
        this(projects, firstSyncs, null);
    }

    /** What of a text can be read; entries that cannot are left out, with a line in the log. */
    public static StorageStatus parse(String json) {
        List<SyncResult> results = new ArrayList<>();
        List<FirstSync> firstSyncs = new ArrayList<>();
        List<ScrubResult> scrubs = new ArrayList<>();
        try {
            JsonNode root = Json.MAPPER.readTree(json);
            for (JsonNode entry : root.path("projects")) {
                SyncResult.parse(entry).ifPresent(results::add);
            }
            for (JsonNode entry : root.path("firstSyncs")) {
                FirstSync.parse(entry.toString()).ifPresent(firstSyncs::add);
            }
            for (JsonNode entry : root.path("scrubs")) {
                ScrubResult.parse(entry.toString()).ifPresent(scrubs::add);
            }
        } catch (JacksonException trouble) {
            log.warn("The storage's status could not be read: {}", Json.why(trouble));
        }
        return new StorageStatus(results, firstSyncs, scrubs);
    }

    /** As {@link #parse(String)}. */
    public static StorageStatus parse(byte[] json) {
        return parse(new String(json, StandardCharsets.UTF_8));
    }

    public String toJson() {
        return Json.write(this);
    }
}
