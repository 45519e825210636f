package io.micromirror.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gauges and counters in Prometheus' text form; one without a sample is left out. */
final class MetricText {
    private final Map<String, String> help;
    private final Map<String, List<String>> samples = new LinkedHashMap<>();

    /** @param help of every metric there may be, in the order in which they are written */
    MetricText(Map<String, String> help) {
        this.help = help;
        help.keySet().forEach(name -> samples.put(name, new ArrayList<>()));
    }

    /** What a sample is about. Names of mirrors, projects and checkers alone, so that there are few. */
    record Labels(String text) {
        static Labels of(String... namesAndValues) {
            return new Labels("").and(namesAndValues);
        }

        Labels and(String... namesAndValues) {
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                pairs.add("%s=\"%s\"".formatted(namesAndValues[i], escaped(namesAndValues[i + 1])));
            }
            return new Labels((text.isEmpty() ? "" : text + ",") + String.join(",", pairs));
        }

        private static String escaped(String value) {
            return value == null
                    ? ""
                    : value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
        }
    }

    void add(String metric, Labels labels, long value) {
        samples.get(metric).add("%s{%s} %d\n".formatted(metric, labels.text(), value));
    }

    /** A time; nothing where there is none. */
    void add(String metric, Labels labels, Instant time) {
        if (time != null) {
            add(metric, labels, time.getEpochSecond());
        }
    }

    /** A number; nothing where there is none. */
    void add(String metric, Labels labels, Number value) {
        if (value != null) {
            add(metric, labels, value.longValue());
        }
    }

    /** By Prometheus' own rule for names. */
    private static String type(String metric) {
        return metric.endsWith("_total") ? "counter" : "gauge";
    }

    String text() {
        return samples.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> "# HELP %s %s\n# TYPE %s %s\n"
                                .formatted(each.getKey(), help.get(each.getKey()), each.getKey(), type(each.getKey()))
                        + String.join("", each.getValue()))
                .collect(Collectors.joining());
    }
}
