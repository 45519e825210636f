package io.micromirror.node;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gauges and counters in Prometheus' text form; one without a sample is left out. A fleet's text is half a megabyte at each
 * scrape, so it is kept in small pieces: long ones are moved whenever they grow, and only a full collection frees them.
 */
final class MetricText {
    private static final int PIECE = 4000;

    private final Map<String, String> help;
    private final Map<String, Deque<StringBuilder>> samples = new LinkedHashMap<>();

    /** @param help of every metric there may be, in the order in which they are written */
    MetricText(Map<String, String> help) {
        this.help = help;
        help.keySet().forEach(name -> samples.put(name, new ArrayDeque<>()));
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
        Deque<StringBuilder> pieces = samples.get(metric);
        if (pieces.isEmpty() || pieces.getLast().length() > PIECE) {
            pieces.add(new StringBuilder());
        }
        pieces.getLast()
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

    void writeTo(Writer to) throws IOException {
        for (Map.Entry<String, Deque<StringBuilder>> each : samples.entrySet()) {
            if (!each.getValue().isEmpty()) {
                to.write("# HELP %1$s %2$s\n# TYPE %1$s %3$s\n"
                        .formatted(each.getKey(), help.get(each.getKey()), type(each.getKey())));
                for (StringBuilder piece : each.getValue()) {
                    to.append(piece);
                }
            }
        }
    }

    @Override
    public String toString() {
        StringWriter all = new StringWriter();
        try {
            writeTo(all);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return all.toString();
    }
}
