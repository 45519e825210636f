package io.micromirror.node;

import io.micromirror.check.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the checkers would say of a mirror, as last asked. Two readings are equal as long as nothing changed that a status
 * tells, so that nobody is woken for the time of day.
 *
 * @param verdicts by project
 * @param delisted projects off the mirror's list that no list of their distribution has named for a day
 */
record CheckReading(Map<String, Verdict> verdicts, Set<String> delisted) {
    static final CheckReading NONE = new CheckReading(Map.of(), Set.of());

    CheckReading {
        verdicts = Map.copyOf(verdicts);
        delisted = Set.copyOf(delisted);
    }

    List<String> projects() {
        return verdicts.keySet().stream().sorted().toList();
    }

    /** Whether a verdict tells something else than the one before; ages in its words alone do not. */
    static boolean news(Verdict before, Verdict after) {
        return before == null
                || before.level() != after.level()
                || !before.reason().equals(after.reason())
                || !before.checker().equals(after.checker())
                || before.strikes() != after.strikes()
                || !Objects.equals(before.listed(), after.listed())
                || moved(before.dropsAt(), after.dropsAt());
    }

    /** A prediction that wanders by some minutes is still the same. */
    static boolean moved(Instant before, Instant after) {
        if (before == null || after == null) {
            return !Objects.equals(before, after);
        }
        return Math.abs(before.getEpochSecond() - after.getEpochSecond()) > 1800;
    }
}
