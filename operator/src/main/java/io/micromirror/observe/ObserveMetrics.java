package io.micromirror.observe;

import io.micromirror.metrics.MetricText;
import io.micromirror.metrics.MetricText.Labels;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How each observer sees the mirrors that it watches, for Prometheus: {@code node} watches, {@code neighbour} is watched.
 * Written from what is known at each scrape.
 */
public final class ObserveMetrics {
    private static final String LEVEL = "micromirror_observe_level";
    private static final String ANSWERS = "micromirror_observe_answers";
    private static final String SINCE = "micromirror_observe_since_timestamp_seconds";
    private static final String FLEET = "micromirror_observe_fleet_mirrors";
    private static final String PROBLEM = "micromirror_observe_fleet_problem";
    private static final Map<String, String> HELP = new LinkedHashMap<>();

    static {
        HELP.put(LEVEL, "How a mirror sees one that it watches: 0 UP, 1 UNKNOWN, 2 PARTIAL, 3 DOWN.");
        HELP.put(ANSWERS, "Whether the one that is watched answers over that family; absent where that is not known.");
        HELP.put(SINCE, "Since when it is seen so.");
        HELP.put(FLEET, "Mirrors on the list of the fleet by which it knows whom to watch.");
        HELP.put(PROBLEM, "Whether that list cannot be read now; the last good one stands.");
    }

    private final MetricText text = new MetricText(HELP);

    /** Every metric that is told of neighbours. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(HELP.keySet());
    }

    /** What one observer sees. */
    public void add(String node, Collection<Sighting> sightings) {
        sightings.forEach(sighting -> add(node, sighting));
    }

    /** By which list it knows whom to watch. */
    public void add(String node, RosterSource source) {
        Labels own = Labels.of("node", node);
        text.add(PROBLEM, own, source.problem().isEmpty() ? 0 : 1);
        source.roster()
                .ifPresent(roster -> text.add(FLEET, own, roster.members().size()));
    }

    /** All that was added. */
    public MetricText text() {
        return text;
    }

    private void add(String node, Sighting sighting) {
        Labels labels =
                Labels.of("node", node, "neighbour", sighting.neighbour().name());
        text.add(LEVEL, labels, sighting.verdict().level());
        text.add(SINCE, labels, sighting.since());
        sighting.answers()
                .forEach((family, answers) -> text.add(
                        ANSWERS, labels.and("family", family.name().toLowerCase(Locale.ROOT)), answers ? 1 : 0));
    }
}
