package io.micromirror.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gauges and counters in Prometheus' text form; one without a sample is left out. A fleet's text is half a megabyte at each
 * scrape, thousands of samples every few seconds, so nothing is formatted, and what is written once, as bytes, is sent so.
 */
public final class MetricText implements Scrape {
    private static final byte[] END = {'\n'};

    private final Map<String, String> help;
    private final Map<String, Samples> samples = new LinkedHashMap<>();

    private static final class Samples {
        private final byte[] name;
        private final ByteChain chain = new ByteChain();

        Samples(String metric) {
            name = metric.getBytes(UTF_8);
        }
    }

    /** @param help of every metric there may be, in the order in which they are written */
    public MetricText(Map<String, String> help) {
        this.help = help;
        help.keySet().forEach(name -> samples.put(name, new Samples(name)));
    }

    /** What a sample is about. Names of mirrors, projects and checkers alone, so that there are few. */
    public static final class Labels {
        private final String text;
        private final byte[] bytes;

        private Labels(String text) {
            this.text = text;
            this.bytes = ("{" + text + "} ").getBytes(UTF_8);
        }

        public static Labels of(String... namesAndValues) {
            return new Labels(text("", namesAndValues));
        }

        public Labels and(String... namesAndValues) {
            return new Labels(text(text, namesAndValues));
        }

        private static String text(String before, String... namesAndValues) {
            StringBuilder all = new StringBuilder(before);
            for (int i = 0; i < namesAndValues.length; i += 2) {
                all.append(all.isEmpty() ? "" : ",")
                        .append(namesAndValues[i])
                        .append("=\"")
                        .append(escaped(namesAndValues[i + 1]))
                        .append('"');
            }
            return all.toString();
        }

        private static String escaped(String value) {
            return value == null
                    ? ""
                    : value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
        }
    }

    public void add(String metric, Labels labels, long value) {
        Samples all = samples.get(metric);
        all.chain.add(all.name);
        all.chain.add(labels.bytes);
        all.chain.add(value);
        all.chain.add(END);
    }

    /** A time; nothing where there is none. */
    public void add(String metric, Labels labels, Instant time) {
        if (time != null) {
            add(metric, labels, time.getEpochSecond());
        }
    }

    /** A number; nothing where there is none. */
    public void add(String metric, Labels labels, Number value) {
        if (value != null) {
            add(metric, labels, value.longValue());
        }
    }

    /** By Prometheus' own rule for names. */
    private static String type(String metric) {
        return metric.endsWith("_total") ? "counter" : "gauge";
    }

    @Override
    public void writeTo(OutputStream to) throws IOException {
        for (Map.Entry<String, Samples> each : samples.entrySet()) {
            if (!each.getValue().chain.isEmpty()) {
                to.write("# HELP %1$s %2$s\n# TYPE %1$s %3$s\n"
                        .formatted(each.getKey(), help.get(each.getKey()), type(each.getKey()))
                        .getBytes(UTF_8));
                each.getValue().chain.writeTo(to);
            }
        }
    }

    @Override
    public String toString() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            writeTo(all);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return all.toString(UTF_8);
    }
}
