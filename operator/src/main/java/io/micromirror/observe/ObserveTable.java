package io.micromirror.observe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micromirror.check.Family;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How mirrors are seen: a line for each, below it what there is to say, at the end all in one sentence; or as JSON. */
final class ObserveTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HEAD = List.of("MIRROR", "SEEN", "IPV4", "IPV6");
    private static final List<String> WORDS = List.of("UP", "PARTIAL", "DOWN", "UNKNOWN");
    private static final int SEEN = 1;

    private ObserveTable() {}

    static String render(List<Sighting> sightings, boolean colours) {
        List<List<String>> rows = sightings.stream().map(ObserveTable::cells).toList();
        int[] widths = new int[HEAD.size()];
        Stream.concat(Stream.of(HEAD), rows.stream())
                .forEach(row -> Arrays.setAll(
                        widths, i -> Math.max(widths[i], row.get(i).length())));
        StringBuilder table = new StringBuilder(line(HEAD, widths, "")).append('\n');
        for (int i = 0; i < rows.size(); i++) {
            Verdict verdict = sightings.get(i).verdict();
            table.append(line(rows.get(i), widths, colours ? colour(verdict) : ""))
                    .append('\n');
            if (!verdict.words().isEmpty()) {
                table.append("  ").append(verdict.words()).append('\n');
            }
        }
        return table.append(summary(sightings)).append('\n').toString();
    }

    private static List<String> cells(Sighting sighting) {
        return List.of(
                sighting.neighbour().name(),
                sighting.verdict().word(),
                reach(sighting, Family.IPV4),
                reach(sighting, Family.IPV6));
    }

    private static String reach(Sighting sighting, Family family) {
        Reach reach = sighting.families().get(family).reach();
        return reach == Reach.NONE ? "-" : reach.name();
    }

    private static String line(List<String> row, int[] widths, String colour) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = i == SEEN && !colour.isEmpty() ? colour + row.get(i) + "\u001b[0m" : row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Up(String remark) -> remark.isEmpty() ? "\u001b[32m" : "\u001b[33m";
            case Verdict.Partial _, Verdict.Unknown _ -> "\u001b[33m";
            case Verdict.Down _ -> "\u001b[31m";
        };
    }

    private static String summary(List<Sighting> sightings) {
        return "%d mirror%s: %s."
                .formatted(
                        sightings.size(),
                        sightings.size() == 1 ? "" : "s",
                        WORDS.stream()
                                .filter(word -> count(sightings, word) > 0)
                                .map(word -> count(sightings, word) + " " + word)
                                .collect(Collectors.joining(", ")));
    }

    private static long count(List<Sighting> sightings, String word) {
        return sightings.stream()
                .filter(each -> each.verdict().word().equals(word))
                .count();
    }

    static String json(List<Sighting> sightings, Instant now) {
        ObjectNode all = JSON.createObjectNode().put("observed", now.toString());
        ArrayNode mirrors = all.putArray("mirrors");
        for (Sighting sighting : sightings) {
            ObjectNode mirror = mirrors.addObject()
                    .put("name", sighting.neighbour().name())
                    .put("url", sighting.neighbour().root().toString())
                    .put("seen", sighting.verdict().word())
                    .put("words", sighting.verdict().words())
                    .put("since", sighting.since().toString());
            for (Family family : List.of(Family.IPV4, Family.IPV6)) {
                mirror.put(
                        family.name().toLowerCase(Locale.ROOT),
                        sighting.families().get(family).reach().name());
            }
        }
        return all.toString();
    }
}
