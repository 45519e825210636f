package io.micromirror.traffic;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * How far the logs were read and what that came to, in one file, so that the one never speaks of more than the other:
 * after a kill what is behind the positions is read again, and nothing is lost or counted twice.
 *
 * @param day whose summary this is; it may hold the last moments of the day before
 * @param files how many summaries of days were written
 * @param positions of the logs
 * @param closed totals of the days that were written
 * @param summary of the day so far
 * @param takenOver writers whose checkpoints are part of this one; a file of theirs that is still there is to go
 */
record Checkpoint(
        LocalDate day, long files, List<Position> positions, Totals closed, Summary summary, Set<String> takenOver) {
    Checkpoint {
        positions = positions == null ? List.of() : List.copyOf(positions);
        closed = closed == null ? Totals.NONE : closed;
        summary = summary == null ? Summary.nothing() : summary;
        takenOver = takenOver == null ? Set.of() : Set.copyOf(takenOver);
    }

    /** Nothing was counted yet. */
    static Checkpoint first(LocalDate day) {
        return new Checkpoint(day, 0, null, null, null, null);
    }

    /** Since counting began. */
    Totals totals() {
        return closed.plus(Totals.of(summary));
    }
}
