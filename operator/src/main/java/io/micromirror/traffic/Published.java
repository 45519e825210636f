package io.micromirror.traffic;

import com.fasterxml.jackson.core.JacksonException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the pages and the operator read of a mirror's traffic: {@value #FILE} in the storage's state.
 *
 * @param writers the totals of each that counts; two while one serving pod takes over from another
 * @param month null until something was counted
 * @param months see {@link TrafficReport}
 */
public record Published(Map<String, Totals> writers, Month month, List<CalendarMonth> months) {
    /** Below the state's directory. */
    public static final String FILE = "traffic/totals.json";

    static final Published NOTHING = new Published(Map.of(), null, null);

    public Published {
        writers = writers == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(writers));
        months = months == null ? List.of() : List.copyOf(months);
    }

    /** What a text of that file says; nothing where it cannot be read. */
    public static Optional<Published> parse(String json) {
        try {
            return json.isBlank() ? Optional.empty() : Optional.of(Json.MAPPER.readValue(json, Published.class));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** For the world, which need not know who counts. */
    public TrafficReport report() {
        return new TrafficReport(writers.values().stream().reduce(Totals.NONE, Totals::plus), month, months);
    }

    String toJson() {
        return Json.write(this);
    }

    /** With one that counts brought up to date, and without those whose counters it took over. */
    Published with(String writer, Totals totals, Iterable<String> takenOver, Sent sent) {
        Map<String, Totals> all = new TreeMap<>(writers);
        takenOver.forEach(all::remove);
        all.put(writer, totals);
        return new Published(all, sent.month(), sent.months());
    }
}
