package io.micromirror.plan;

import io.micromirror.traffic.Catalogue;
import io.micromirror.traffic.Key;
import io.micromirror.traffic.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The ways to carry each project, from traffic and sizes. Where a checker allows parts, these are the densest releases with
 * the densest architectures, one more at a time: a set that leaves a denser one out is never better, and a manifest's
 * {@code carry} can say each. What is of no release or architecture belongs to every way.
 */
final class Items {
    private static final int MOST_PARTS = 12;

    private final Map<Key, Long> sent;
    private final Map<Key, Long> sizes;
    private final Catalogue catalogue;
    private final Rules rules;

    Items(Summary summary, Sizes sizes, Catalogue catalogue, Rules rules) {
        this.sent = sentADay(summary);
        this.sizes = sizes.all();
        this.catalogue = catalogue;
        this.rules = rules;
    }

    private static Map<Key, Long> sentADay(Summary summary) {
        Map<Key, Long> sent = new TreeMap<>();
        summary.days()
                .values()
                .forEach(day ->
                        day.keys().forEach(count -> sent.merge(Sizes.part(count.key()), count.bytes(), Long::sum)));
        long days = Math.max(1, summary.days().size());
        sent.replaceAll((_, bytes) -> bytes / days);
        return sent;
    }

    /** By project; none for those of which no size is known. */
    Map<String, List<Item>> all() {
        Set<String> projects = new TreeSet<>();
        sizes.forEach((key, size) -> {
            if (size > 0 && !key.project().equals("-") && !rules.forbidden().contains(key.project())) {
                projects.add(key.project());
            }
        });
        Map<String, List<Item>> items = new TreeMap<>();
        projects.forEach(project -> items.put(project, of(project)));
        return items;
    }

    private List<Item> of(String project) {
        List<String> releases = parts(project, "release", Key::release);
        List<String> architectures = parts(project, "architecture", Key::architecture);
        List<Item> items = new ArrayList<>();
        items.add(item(project, List.of(), List.of()));
        for (int r = releases.isEmpty() ? 0 : 1; r <= releases.size(); r++) {
            for (int a = architectures.isEmpty() ? 0 : 1; a <= architectures.size(); a++) {
                boolean all = r == releases.size() && a == architectures.size();
                if (!all) {
                    items.add(item(
                            project,
                            r == releases.size() ? List.of() : List.copyOf(releases.subList(0, r)),
                            a == architectures.size() ? List.of() : List.copyOf(architectures.subList(0, a))));
                }
            }
        }
        return items;
    }

    /** The values of one part, the densest first; none where the checker wants all of them. */
    private List<String> parts(String project, String part, Function<Key, String> name) {
        if (!catalogue.allows(project, part)) {
            return List.of();
        }
        Map<String, double[]> sums = new HashMap<>();
        sizes.forEach((key, size) -> {
            if (key.project().equals(project) && !name.apply(key).equals("-")) {
                double[] sum = sums.computeIfAbsent(name.apply(key), _ -> new double[2]);
                sum[0] += sent.getOrDefault(key, 0L);
                sum[1] += size;
            }
        });
        return sums.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, double[]> entry) ->
                                entry.getValue()[0] / Math.max(1, entry.getValue()[1]))
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(MOST_PARTS)
                .toList();
    }

    private Item item(String project, List<String> releases, List<String> architectures) {
        long bytes = 0;
        long served = 0;
        for (Map.Entry<Key, Long> entry : sizes.entrySet()) {
            Key key = entry.getKey();
            if (key.project().equals(project)
                    && carried(releases, key.release())
                    && carried(architectures, key.architecture())) {
                bytes += entry.getValue();
            }
        }
        for (Map.Entry<Key, Long> entry : sent.entrySet()) {
            Key key = entry.getKey();
            if (key.project().equals(project)
                    && carried(releases, key.release())
                    && carried(architectures, key.architecture())) {
                served += entry.getValue();
            }
        }
        return new Item(
                project,
                releases,
                architectures,
                rules.unlisted().contains(project) ? 0 : served,
                Math.round(bytes * (1 + rules.growth() + rules.staging())),
                Math.round(bytes * rules.changed()));
    }

    private static boolean carried(List<String> named, String one) {
        return named.isEmpty() || one.equals("-") || named.contains(one);
    }
}
