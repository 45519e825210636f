package io.micromirror.sync;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last result of every project on a storage, by name: what the box itself says of its state. */
public record StorageStatus(List<SyncResult> projects) {
    private static final Logger log = LoggerFactory.getLogger(StorageStatus.class);

    public StorageStatus {
        projects = projects == null
                ? List.of()
                : projects.stream()
                        .sorted(Comparator.comparing(SyncResult::project))
                        .toList();
    }

    /** What of a text can be read; entries that cannot are left out, with a line in the log. */
    public static StorageStatus parse(String json) {
        List<SyncResult> results = new ArrayList<>();
        try {
            for (JsonNode entry : Json.MAPPER.readTree(json).path("projects")) {
                SyncResult.parse(entry).ifPresent(results::add);
            }
        } catch (JacksonException trouble) {
            log.warn("The storage's status could not be read: {}", Json.why(trouble));
        }
        return new StorageStatus(results);
    }

    /** As {@link #parse(String)}. */
    public static StorageStatus parse(byte[] json) {
        return parse(new String(json, StandardCharsets.UTF_8));
    }

    public String toJson() {
        return Json.write(this);
    }
}
