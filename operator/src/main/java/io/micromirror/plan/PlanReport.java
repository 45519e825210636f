package io.micromirror.plan;

import io.micromirror.traffic.Amounts;
import io.micromirror.traffic.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan as a table, a plot and the manifest that makes it so; pure. */
final class PlanReport {
    private static final String LINE = "%-48s %10s %8s %10s %9s %7s  %s%n";

    private PlanReport() {}

    /** A disk's size and what its best choice sends. */
    record Step(long disk, Plan plan) {}

    static String table(Plan plan, List<Step> steps, Stability stability, Map<String, Sizes.Source> sources) {
        StringBuilder text = new StringBuilder();
        add(
                text,
                "%s a day of %s (%s) from %s of %s%n",
                Amounts.bytes(plan.sent()),
                Amounts.bytes(plan.demand()),
                Amounts.percent(plan.share()),
                Amounts.bytes(plan.size()),
                Amounts.bytes(plan.disk()));
        add(
                text,
                "%s; if projects could be cut it would be %s%n%n",
                plan.proven()
                        ? "no choice sends more"
                        : "a choice may send up to " + Amounts.bytes(Math.round(plan.bound())),
                Amounts.bytes(Math.round(Math.max(plan.fractional(), (double) plan.sent()))));
        items(text, plan, stability, sources);
        if (!steps.isEmpty()) {
            next(text, steps);
        }
        return text.toString();
    }

    private static void items(StringBuilder text, Plan plan, Stability stability, Map<String, Sizes.Source> sources) {
        add(text, LINE, "CARRY", "SENT/DAY", "SHARE", "ON DISK", "DENSITY", "STABLE", "SIZE BY");
        for (Item item : plan.items()) {
            OptionalDouble stable = stability.of(item);
            add(
                    text,
                    LINE,
                    item.name(),
                    Amounts.bytes(item.sent()),
                    Amounts.percent((double) item.sent() / Math.max(1, plan.demand())),
                    Amounts.bytes(item.size()),
                    String.format(Locale.ROOT, "%.3g", (double) item.sent() / Math.max(1, item.size())),
                    stable.isPresent() ? Math.round(100 * stable.getAsDouble()) + " %" : "-",
                    sources.getOrDefault(item.project(), Sizes.Source.CLIENTS).word());
        }
        if (plan.items().stream().anyMatch(item -> sources.get(item.project()) == Sizes.Source.CLIENTS)) {
            add(text, "what nobody asked for is missing in sizes by clients: give --storage, --list or --size%n");
        }
    }

    private static void next(StringBuilder text, List<Step> steps) {
        add(text, "%n%-10s %10s %8s  %s%n", "DISK", "SENT/DAY", "SHARE", "THE NEXT BUYS");
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String next = i + 1 < steps.size()
                    ? Amounts.bytes(steps.get(i + 1).plan().sent() - step.plan().sent()) + " a day"
                    : "";
            add(
                    text,
                    "%-10s %10s %8s  %s%n",
                    Amounts.bytes(step.disk()),
                    Amounts.bytes(step.plan().sent()),
                    Amounts.percent(step.plan().share()),
                    next);
        }
    }

    /** The part of a MirrorNode that names what is carried. */
    static String manifest(String name, Plan plan) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata:
                  name: %s
                spec:
                  hostname: %s.example.net # its own
                  projects:
                """.formatted(name, name));
        for (Item item : plan.items()) {
            yaml.append("    - name: ").append(item.project()).append('\n');
            if (!item.whole()) {
                yaml.append("      carry: {");
                yaml.append(Stream.of(list("releases", item.releases()), list("architectures", item.architectures()))
                        .filter(list -> !list.isEmpty())
                        .collect(Collectors.joining(", ")));
                yaml.append("}\n");
            }
        }
        return yaml.toString();
    }

    private static String list(String name, List<String> values) {
        return values.isEmpty()
                ? ""
                : values.stream().map(value -> '"' + value + '"').collect(Collectors.joining(", ", name + ": [", "]"));
    }

    static String page(Plan plan, List<Step> steps, String style) {
        List<Double> disks = new ArrayList<>(List.of(0.0));
        List<Double> shares = new ArrayList<>(List.of(0.0));
        List<Double> bounds = new ArrayList<>(List.of(0.0));
        for (Step step : steps) {
            disks.add((double) step.disk());
            shares.add(100 * step.plan().share());
            bounds.add(100
                    * Math.max(step.plan().fractional(), (double) step.plan().sent())
                    / Math.max(1, plan.demand()));
        }
        List<Svg.Series> lines = List.of(
                new Svg.Series("best choice", disks, shares),
                new Svg.Series("if projects could be cut", disks, bounds));
        String rows = plan.items().stream()
                .map(item -> "<tr><td>%s<td>%s<td>%s\n"
                        .formatted(Svg.escaped(item.name()), Amounts.bytes(item.sent()), Amounts.bytes(item.size())))
                .collect(Collectors.joining());
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>What to carry</title><style>
                %s</style></head><body><main>
                <h1>What to carry on %s</h1>
                <p>%s a day, %s of the traffic, from %s.</p>
                <h2>Share of traffic against disk</h2>
                %s%s<h2>The choice</h2>
                <div class="wide"><table><thead><tr><th>Project<th>Sent a day<th>On disk</thead><tbody>
                %s</tbody></table></div></main></body></html>
                """.formatted(
                        style,
                        Amounts.bytes(plan.disk()),
                        Amounts.bytes(plan.sent()),
                        Amounts.percent(plan.share()),
                        Amounts.bytes(plan.size()),
                        Svg.lines(new Svg.Axes("Share of traffic against disk", "B", "%", List.of()), lines),
                        Svg.legend(List.of("best choice", "if projects could be cut")),
                        rows);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library of its own
    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
