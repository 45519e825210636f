package io.micromirror.plan;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What a person says of the cost of trees beside their size. */
final class WeightOptions {
    @Option(
            names = "--growth",
            defaultValue = "0.15",
            description = "By what part trees grow. Default: ${DEFAULT-VALUE}.")
    private double growth;

    @Option(
            names = "--staging",
            defaultValue = "0.02",
            description = "By what part of a tree an update needs room beside it. Default: ${DEFAULT-VALUE}.")
    private double staging;

    @Option(
            names = "--changed",
            defaultValue = "0.01",
            description = "Which part of a tree is fetched a day. Default: ${DEFAULT-VALUE}.")
    private double changed;

    @Option(
            names = "--fetched",
            paramLabel = "PROJECT=SIZE",
            split = ",",
            description = "Bytes a day that the whole of a project fetches, instead of --changed.")
    private Map<String, String> fetched = new TreeMap<>();

    Weight weight() {
        Map<String, Long> known = new TreeMap<>();
        fetched.forEach((project, size) -> known.put(project, Quantity.parse(size)));
        return new Weight(growth, staging, changed, known);
    }
}
