package io.micromirror.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.plan.Ways.Cell;
import io.micromirror.plan.Ways.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The choice of projects and of their parts is the best there is: against trying all that a manifest can say. */
final class PlannerProperties {
    private static final List<String> RELEASES = List.of(Cell.ANY, "42", "43", "44");
    private static final List<String> ARCHITECTURES = List.of(Cell.ANY, "x86_64", "aarch64");
    private static final List<String> PROJECTS = List.of("a", "b", "c");

    /** One way to carry a project, by brute force. */
    private record Tried(long sent, long size) {}

    @Property(tries = 300)
    void theBestPartsOfAProjectAreAmongItsWays(
            @ForAll("cells") List<Cell> cells, @ForAll @IntRange(min = 0, max = 200) int disk) {
        long best = Ways.of(cells).stream()
                .filter(way -> way.size() <= disk)
                .mapToLong(Way::sent)
                .max()
                .orElse(-1);

        assertThat(best)
                .isEqualTo(all(cells).stream()
                        .filter(tried -> tried.size() <= disk)
                        .mapToLong(Tried::sent)
                        .max()
                        .orElse(-1));
    }

    @Property(tries = 300)
    void aWayHoldsWhatItSays(@ForAll("cells") List<Cell> cells) {
        for (Way way : Ways.of(cells)) {
            List<Cell> held = cells.stream()
                    .filter(cell ->
                            holds(way.releases(), cell.release()) && holds(way.architectures(), cell.architecture()))
                    .toList();
            assertThat(held.stream().mapToLong(Cell::sent).sum()).isEqualTo(way.sent());
            assertThat(held.stream().mapToLong(Cell::size).sum()).isEqualTo(way.size());
        }
    }

    @Property(tries = 200)
    void noChoiceOfProjectsAndPartsSendsMore(
            @ForAll("trees") List<List<Cell>> trees,
            @ForAll @IntRange(min = 0, max = 300) int disk,
            @ForAll @IntRange(min = 1, max = 300) int uplink,
            @ForAll @IntRange(min = 0, max = 2) int kind) {
        Set<String> required = kind == 1 ? Set.of("b") : Set.of();
        Set<String> forbidden = kind == 2 ? Set.of("a") : Set.of();
        List<Set<String>> variants = List.of(Set.of("a", "c"));
        Rules rules = new Rules(disk, Long.MAX_VALUE / 4, uplink, required, forbidden, variants, Set.of(), 0);

        Optional<Plan> plan = new Planner(items(trees)).plan(rules);

        List<Tried> possible = combinations(trees, required, forbidden).stream()
                .filter(tried -> tried.size() <= disk)
                .toList();
        long best = possible.stream()
                .mapToLong(tried -> Math.min(uplink, tried.sent()))
                .max()
                .orElse(-1);
        assertThat(plan.map(Plan::sent).orElse(-1L)).isEqualTo(best);
        plan.ifPresent(found -> assertThat(found.proven()).isTrue());
        if (best == uplink) {
            // What the line cannot send needs no disk.
            assertThat(plan.orElseThrow().size())
                    .isEqualTo(possible.stream()
                            .filter(tried -> tried.sent() >= uplink)
                            .mapToLong(Tried::size)
                            .min()
                            .orElseThrow());
        }
    }

    @Provide
    Arbitrary<List<Cell>> cells() {
        return Combinators.combine(
                        Arbitraries.of(RELEASES),
                        Arbitraries.of(ARCHITECTURES),
                        Arbitraries.longs().between(0, 60),
                        Arbitraries.longs().between(1, 60))
                .as(Cell::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(9);
    }

    @Provide
    Arbitrary<List<List<Cell>>> trees() {
        return cells().list().ofSize(PROJECTS.size());
    }

    private static Map<String, List<Item>> items(List<List<Cell>> trees) {
        Map<String, List<Item>> items = new TreeMap<>();
        for (int i = 0; i < PROJECTS.size(); i++) {
            String project = PROJECTS.get(i);
            items.put(
                    project,
                    Ways.of(trees.get(i)).stream()
                            .map(way ->
                                    new Item(project, way.releases(), way.architectures(), way.sent(), way.size(), 0))
                            .toList());
        }
        return items;
    }

    /** Every set of projects, of which a and c are variants of one, in every way. */
    private static List<Tried> combinations(List<List<Cell>> trees, Set<String> required, Set<String> forbidden) {
        List<Tried> all = new ArrayList<>();
        for (int set = 0; set < 1 << PROJECTS.size(); set++) {
            List<Tried> these = new ArrayList<>(List.of(new Tried(0, 0)));
            for (int i = 0; i < PROJECTS.size(); i++) {
                boolean in = (set >> i & 1) == 1;
                String project = PROJECTS.get(i);
                if (in ? forbidden.contains(project) : required.contains(project)) {
                    these = List.of();
                }
                these = in ? plus(these, all(trees.get(i))) : these;
            }
            if ((set & 0b101) != 0b101) {
                all.addAll(these);
            }
        }
        return all;
    }

    private static List<Tried> plus(List<Tried> some, List<Tried> others) {
        return some.stream()
                .flatMap(one ->
                        others.stream().map(other -> new Tried(one.sent() + other.sent(), one.size() + other.size())))
                .distinct()
                .toList();
    }

    /** Each set of releases with each of architectures; none named is all. */
    private static List<Tried> all(List<Cell> cells) {
        List<Tried> all = new ArrayList<>();
        for (List<String> releases : sets(RELEASES)) {
            for (List<String> architectures : sets(ARCHITECTURES)) {
                List<Cell> held = cells.stream()
                        .filter(cell -> holds(releases, cell.release()) && holds(architectures, cell.architecture()))
                        .toList();
                // A manifest names what there is.
                boolean there = releases.stream()
                                .allMatch(word -> cells.stream()
                                        .anyMatch(cell -> cell.release().equals(word)))
                        && architectures.stream()
                                .allMatch(word -> cells.stream()
                                        .anyMatch(cell -> cell.architecture().equals(word)));
                if (there) {
                    all.add(new Tried(
                            held.stream().mapToLong(Cell::sent).sum(),
                            held.stream().mapToLong(Cell::size).sum()));
                }
            }
        }
        return all;
    }

    private static List<List<String>> sets(List<String> words) {
        return IntStream.range(0, 1 << (words.size() - 1))
                .mapToObj(set -> IntStream.range(1, words.size())
                        .filter(i -> (set >> (i - 1) & 1) == 1)
                        .mapToObj(words::get)
                        .toList())
                .toList();
    }

    private static boolean holds(List<String> named, String word) {
        return named.isEmpty() || word.equals(Cell.ANY) || named.contains(word);
    }
}
