package io.micromirror.traffic;

import com.fasterxml.jackson.core.JacksonException;
import java.util.List;
import java.util.Optional;

/**
 * What a mirror tells the world of its traffic: the field {@code traffic} of {@code status.json}.
 *
 * @param totals since counting began
 * @param month null until something was counted
 * @param months this calendar month and the two before, as far as somebody counted; the oldest first
 */
public record TrafficReport(Totals totals, Month month, List<CalendarMonth> months) {
    public TrafficReport {
        totals = totals == null ? Totals.NONE : totals;
        months = months == null ? List.of() : List.copyOf(months);
    }

    /** What a {@code status.json} says of it; nothing where nobody counts. */
    public static Optional<TrafficReport> parse(String status) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(status).get("traffic"))
                    .filter(node -> node.isObject())
                    .map(node -> Json.MAPPER.convertValue(node, TrafficReport.class));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** As {@link #parse} wants it. */
    public String toJson() {
        return Json.write(this);
    }
}
