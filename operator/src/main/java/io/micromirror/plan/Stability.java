package io.micromirror.plan;

import io.micromirror.traffic.Summary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * How often what is chosen was in the best choice of each of the last weeks.
 *
 * @param weeks the best choice of each
 */
record Stability(List<Plan> weeks) {
    static final Stability UNKNOWN = new Stability(List.of());
    private static final int WEEK = 7;
    private static final int MOST_WEEKS = 8;

    /** @param plan of the summary of one week */
    static Stability of(Summary summary, Function<Summary, Optional<Plan>> plan) {
        SortedMap<LocalDate, Summary.Day> days = summary.days();
        List<Plan> weeks = new ArrayList<>();
        for (int week = 1; week <= Math.min(MOST_WEEKS, days.size() / WEEK); week++) {
            LocalDate from = days.lastKey().minusDays((long) week * WEEK - 1);
            Summary part = new Summary(
                    "", 0, 0, 0, 0, days.subMap(from, from.plusDays(WEEK)), summary.stored(), null, null, null);
            plan.apply(part).ifPresent(weeks::add);
        }
        return new Stability(weeks);
    }

    /** The share of the weeks in whose best choice all of the item was; nothing where there was no whole week. */
    OptionalDouble of(Item item) {
        return weeks.stream()
                .mapToDouble(week -> week.items().stream().anyMatch(other -> other.covers(item)) ? 1 : 0)
                .average();
    }
}
