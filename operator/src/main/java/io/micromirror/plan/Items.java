package io.micromirror.plan;

import io.micromirror.plan.Ways.Cell;
import io.micromirror.traffic.Catalogue;
import io.micromirror.traffic.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The ways to carry each project, from traffic and sizes: all of it, or the parts that its checker allows; pure. */
final class Items {
    private final Demand demand;
    private final Map<Key, Long> sizes;
    private final Catalogue catalogue;
    private final Weight weight;

    Items(Demand demand, Sizes sizes, Catalogue catalogue, Weight weight) {
        this.demand = demand;
        this.sizes = sizes.all();
        this.catalogue = catalogue;
        this.weight = weight;
    }

    /** By project; none for those of which no size is known. */
    Map<String, List<Item>> all() {
        Set<String> projects = new TreeSet<>();
        sizes.forEach((key, size) -> {
            if (size > 0 && !key.project().equals(Key.NONE)) {
                projects.add(key.project());
            }
        });
        Map<String, List<Item>> items = new TreeMap<>();
        projects.forEach(project -> items.put(project, of(project)));
        return items;
    }

    private List<Item> of(String project) {
        Collection<Cell> cells = cells(project);
        long whole = cells.stream().mapToLong(Cell::size).sum();
        return Ways.of(cells).stream()
                .map(way -> new Item(
                        project,
                        way.releases(),
                        way.architectures(),
                        way.sent(),
                        weight.size(way.size()),
                        weight.sync(project, way.size(), whole)))
                .toList();
    }

    private Collection<Cell> cells(String project) {
        Set<Key> keys = new TreeSet<>(sizes.keySet());
        keys.addAll(demand.sent().keySet());
        Map<List<String>, Cell> cells = new LinkedHashMap<>();
        for (Key key : keys) {
            if (key.project().equals(project)) {
                String release = choosable(project, "release", key.release());
                String architecture = choosable(project, "architecture", key.architecture());
                cells.merge(
                        List.of(release, architecture),
                        new Cell(
                                release,
                                architecture,
                                demand.sent().getOrDefault(key, 0L),
                                sizes.getOrDefault(key, 0L)),
                        Cell::plus);
            }
        }
        return new ArrayList<>(cells.values());
    }

    private String choosable(String project, String part, String word) {
        return catalogue.allows(project, part, word) ? word : Cell.ANY;
    }
}
