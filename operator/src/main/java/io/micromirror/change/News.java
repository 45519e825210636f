package io.micromirror.change;

import java.time.Instant;
import java.util.Optional;

/** Whether there is something to sync. */
public enum News {
    NEWS,
    NO_NEWS,
    UNKNOWN;

    /**
     * Judges by what the last complete run recorded, not by what was seen before: so nothing is lost when the watcher
     * starts anew, and nothing is done twice.
     *
     * @param synced what the last complete run saw before it began to read; absent where it could not see
     * @param began when that run began; absent when there never was one
     * @param since when this answer was first seen
     */
    public static News of(Optional<Marker> synced, Optional<Instant> began, Sighting sighting, Instant since) {
        return switch (sighting) {
            case Sighting.Unseen _ -> UNKNOWN;
            case Sighting.Seen(Marker marker) -> {
                boolean newer = synced.map(marker::isNewerThan)
                        .orElseGet(() -> began.map(since::isAfter).orElse(true));
                yield newer ? NEWS : NO_NEWS;
            }
        };
    }
}
