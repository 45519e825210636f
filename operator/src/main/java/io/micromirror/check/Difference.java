package io.micromirror.check;

import io.micromirror.check.Answer.Entry;
import io.micromirror.check.RsyncListing.Compare;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a scanner would say of one file that a reference lists.
 *
 * @param reason one stable word
 */
record Difference(String reason, String words) {
    /**
     * Files that may be older, as mirrorbits' AllowOutdatedFiles: their size is not compared then.
     *
     * @param prefix the beginning of their paths
     */
    record Outdated(String prefix, int minutes) {
        private boolean forgives(Entry expected, Entry there) {
            Duration lag = Duration.between(there.modified(), expected.modified());
            return expected.path().startsWith(prefix)
                    && !lag.isNegative()
                    && lag.compareTo(Duration.ofMinutes(minutes)) <= 0;
        }
    }

    /** @param there null where nothing is listed under the name */
    static Optional<Difference> of(Entry expected, Entry there, Compare compare, List<Outdated> outdated) {
        // mirrorbits' scanner takes no note of links.
        boolean link =
                compare == Compare.SIZE_AND_TIME && there != null && there.kind() == 'l' && expected.kind() != 'l';
        if (there == null || link) {
            return Optional.of(new Difference("FileMissing", expected.path() + " is missing"));
        }
        if (compare == Compare.NAMES || expected.kind() == 'l' || there.kind() == 'l') {
            return Optional.empty();
        }
        if (compare == Compare.SIZE_AND_TIME && outdated.stream().anyMatch(each -> each.forgives(expected, there))) {
            return Optional.empty();
        }
        if (there.size() != expected.size()) {
            return Optional.of(new Difference(
                    "FileSizeMismatch",
                    "%s has %d bytes; expected %d".formatted(expected.path(), there.size(), expected.size())));
        }
        Instant time = there.modified();
        return compare == Compare.SIZE_AND_TIME && !time.equals(expected.modified())
                ? Optional.of(new Difference(
                        "ModTimeMismatch",
                        "%s is of %s; expected %s".formatted(expected.path(), time, expected.modified())))
                : Optional.empty();
    }
}
