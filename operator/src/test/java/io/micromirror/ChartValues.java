package io.micromirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The values that the chart has, and what changes from one rendering of it to another. */
final class ChartValues {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final int WIDTH = 120;

    /** Of lines that are alike for many things, such as an alert each, some will do. */
    private static final int MANY = 8;

    private ChartValues() {}

    /** Each value by its path, such as {@code image.tag}, with its default; a map that is empty is a value, too. */
    static Map<String, JsonNode> defaults() throws IOException {
        Map<String, JsonNode> values = new TreeMap<>();
        collect("", YAML.readTree(Files.readString(Path.of("../charts/micromirror/values.yaml"))), values);
        return values;
    }

    private static void collect(String path, JsonNode value, Map<String, JsonNode> into) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties()
                    .forEach(each -> collect(
                            path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue(), into));
        } else {
            into.put(path, value);
        }
    }

    /**
     * Object by object: lines that went and that came, where both have it. Whatever kind is there in one of them alone is a
     * single line, so that a longer catalogue changes nothing here.
     */
    static String difference(String before, String after) throws IOException {
        Map<String, String> old = objects(before);
        Map<String, String> young = objects(after);
        StringBuilder text = new StringBuilder();
        kinds(old, young).forEach(kind -> text.append("- every ").append(kind).append('\n'));
        kinds(young, old).forEach(kind -> text.append("+ every ").append(kind).append('\n'));
        old.forEach((name, object) -> {
            if (!young.containsKey(name) && kinds(young).contains(kind(name))) {
                text.append("- ").append(name).append('\n');
            }
        });
        young.forEach((name, object) -> {
            if (!old.containsKey(name) && kinds(old).contains(kind(name))) {
                text.append("+ ").append(name).append('\n');
            } else if (old.containsKey(name) && !old.get(name).equals(object)) {
                text.append(name).append('\n');
                lines(object, old.get(name))
                        .forEach(line -> text.append("- ").append(line).append('\n'));
                lines(old.get(name), object)
                        .forEach(line -> text.append("+ ").append(line).append('\n'));
            }
        });
        return text.toString();
    }

    private static Map<String, String> objects(String manifests) throws IOException {
        Map<String, String> objects = new LinkedHashMap<>();
        for (String document : manifests.split("(?m)^---\n", -1)) {
            JsonNode object = YAML.readTree(document);
            if (object.hasNonNull("kind")) {
                objects.put(
                        object.path("kind").asText() + " "
                                + object.at("/metadata/name").asText(),
                        document);
            }
        }
        return objects;
    }

    private static String kind(String name) {
        return name.split(" ", 2)[0];
    }

    private static Set<String> kinds(Map<String, String> objects) {
        Set<String> kinds = new LinkedHashSet<>();
        objects.keySet().forEach(name -> kinds.add(kind(name)));
        return kinds;
    }

    /** Of which only the first has any. */
    private static Set<String> kinds(Map<String, String> of, Map<String, String> not) {
        Set<String> kinds = kinds(of);
        kinds.removeAll(kinds(not));
        return kinds;
    }

    /** Those of the second that the first has not, cut where a whole file is one line. */
    private static List<String> lines(String not, String of) {
        Set<String> known = new LinkedHashSet<>(not.lines().map(String::strip).toList());
        List<String> lines = of.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !known.contains(line))
                .distinct()
                .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line)
                .toList();
        return lines.size() > MANY
                ? Stream.concat(lines.stream().limit(2), Stream.of("…")).toList()
                : lines;
    }
}
