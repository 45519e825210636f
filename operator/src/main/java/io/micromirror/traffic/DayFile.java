package io.micromirror.traffic;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The little of a {@link Summary}'s file that {@link Past} needs: the rest is never made into objects, of which it would be most. */
record DayFile(SortedMap<LocalDate, Day> days) {
    DayFile {
        days = days == null ? new TreeMap<>() : Collections.unmodifiableSortedMap(new TreeMap<>(days));
    }

    record Day(List<Count> keys, List<Long> rates) {
        Day {
            keys = keys == null ? List.of() : List.copyOf(keys);
            rates = rates == null ? List.of() : List.copyOf(rates);
        }
    }

    record Count(Of key, long bytes) {}

    record Of(String project) {}
}
