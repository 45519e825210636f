package io.micromirror.node;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gauges and counters in Prometheus' text form; one without a sample is left out. */
final class MetricText {
    private final Map<String, String> help;
    private final Map<String, StringBuilder> samples = new LinkedHashMap<>();

    /** @param help of every metric there may be, in the order in which they are written */
    MetricText(Map<String, String> help) {
        this.help = help;
        help.keySet().forEach(name -> samples.put(name, new StringBuilder()));
    }

    /** What a sample is about. Names of mirrors, projects and checkers alone, so that there are few. */
    record Labels(String text) {
        static Labels of(String... namesAndValues) {
            return new Labels("").and(namesAndValues);
        }

        Labels and(String... namesAndValues) {
            StringBuilder all = new StringBuilder(text);
            for (int i = 0; i < namesAndValues.length; i += 2) {
                all.append(all.isEmpty() ? "" : ",")
                        .append(namesAndValues[i])
                        .append("=\"")
                        .append(escaped(namesAndValues[i + 1]))
                        .append('"');
            }
            return new Labels(all.toString());
        }

        private static String escaped(String value) {
            return value == null
                    ? ""
                    : value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
        }
    }

    /** Without a format: a fleet has thousands of samples, and is scraped every few seconds. */
    void add(String metric, Labels labels, long value) {
        samples.get(metric)
                .append(metric)
                .append('{')
                .append(labels.text())
                .append("} ")
                .append(value)
                .append('\n');
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
        StringBuilder all = new StringBuilder();
        samples.forEach((metric, lines) -> {
            if (!lines.isEmpty()) {
                all.append("# HELP %1$s %2$s\n# TYPE %1$s %3$s\n".formatted(metric, help.get(metric), type(metric)))
                        .append(lines);
            }
        });
        return all.toString();
    }
}
