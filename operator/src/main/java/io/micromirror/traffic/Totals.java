package io.micromirror.traffic;

import io.micromirror.traffic.Summary.Day;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was sent since counting began, by project: counters that never fall, for Prometheus.
 *
 * @param projects by name; {@value Key#NONE} for what is no project's
 * @param lines of all logs
 * @param unread of these, what was no line of a known format
 */
public record Totals(Map<String, OfProject> projects, long lines, long unread) {
    /** In the words of metrics, in the order of {@link OfProject#answers}. */
    public static final List<String> ANSWERS = List.of("2xx", "3xx", "404", "4xx", "5xx");

    static final Totals NONE = new Totals(Map.of(), 0, 0);

    public Totals {
        projects = projects == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(projects));
    }

    /**
     * One project's.
     *
     * @param bytes really sent, without headers; of these {@code bytes6} over IPv6
     * @param answers requests that were answered 2xx, 3xx, 404, other 4xx, 5xx
     */
    public record OfProject(long bytes, long bytes6, List<Long> answers) {
        public OfProject {
            answers = answers == null ? List.of() : List.copyOf(answers);
        }

        OfProject plus(OfProject other) {
            List<Long> sum = new ArrayList<>();
            for (int i = 0; i < Math.max(answers.size(), other.answers.size()); i++) {
                sum.add((i < answers.size() ? answers.get(i) : 0)
                        + (i < other.answers.size() ? other.answers.get(i) : 0));
            }
            return new OfProject(bytes + other.bytes, bytes6 + other.bytes6, sum);
        }
    }

    static Totals of(Summary summary) {
        Map<String, OfProject> projects = new TreeMap<>();
        for (Day day : summary.days().values()) {
            day.keys()
                    .forEach(count -> projects.merge(
                            count.key().project(),
                            new OfProject(count.bytes(), count.bytes6(), List.of()),
                            OfProject::plus));
            day.projects()
                    .forEach((name, project) ->
                            projects.merge(name, new OfProject(0, 0, project.answers()), OfProject::plus));
        }
        return new Totals(projects, summary.lines(), summary.unread());
    }

    Totals plus(Totals other) {
        Map<String, OfProject> sum = new TreeMap<>(projects);
        other.projects.forEach((name, project) -> sum.merge(name, project, OfProject::plus));
        return new Totals(sum, lines + other.lines, unread + other.unread);
    }
}
