package io.micromirror.plan;

import io.micromirror.traffic.Key;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All ways to carry a project that may be best: a manifest's {@code carry} names some releases and some architectures, and
 * what is of neither comes with each. Of each set of architectures those sets of releases are kept that no other beats in
 * both size and traffic (Nemhauser and Ullmann 1969), so nothing that could be best is left out. Pure.
 */
final class Ways {
    /** More than these are carried together with all others only; a manifest names at most 32. */
    private static final int MOST_RELEASES = 24;

    private static final int MOST_ARCHITECTURES = 7;

    /** Beyond so many, of those within a hundredth of the whole size the best is kept. */
    private static final int MOST_WAYS = 400;

    private static final int CLASSES = 100;

    private final Collection<Cell> cells;
    private final List<String> releases;
    private final List<String> architectures;

    /** A part of a project; of no release or architecture where that cannot be chosen. */
    record Cell(String release, String architecture, long sent, long size) {
        static final String ANY = Key.NONE;

        Cell plus(Cell other) {
            return new Cell(release, architecture, sent + other.sent, size + other.size);
        }
    }

    /** Empty lists for all. */
    record Way(List<String> releases, List<String> architectures, long sent, long size) {}

    /** A set of releases, by their numbers. */
    private record Choice(BitSet releases, long sent, long size) {
        Choice with(int release, long moreSent, long moreSize) {
            BitSet more = (BitSet) releases.clone();
            more.set(release);
            return new Choice(more, sent + moreSent, size + moreSize);
        }
    }

    private Ways(Collection<Cell> cells) {
        this.cells = cells;
        this.releases = densest(cells.stream().filter(cell -> !cell.release().equals(Cell.ANY)), true);
        this.architectures =
                densest(cells.stream().filter(cell -> !cell.architecture().equals(Cell.ANY)), false);
    }

    /** From the smallest to the largest; at least one. */
    static List<Way> of(Collection<Cell> cells) {
        Ways ways = new Ways(cells);
        List<Way> all = new ArrayList<>(ways.some(List.of()));
        int count = Math.min(MOST_ARCHITECTURES, ways.architectures.size());
        for (int set = 1; set < 1 << count; set++) {
            int chosen = set;
            List<String> named = IntStream.range(0, count)
                    .filter(i -> (chosen >> i & 1) == 1)
                    .mapToObj(ways.architectures::get)
                    .toList();
            if (named.size() < ways.architectures.size()) {
                all.addAll(ways.some(named));
            }
        }
        return best(all, Way::size, Way::sent);
    }

    private static List<String> densest(Stream<Cell> parts, boolean byRelease) {
        Map<String, long[]> sums = new TreeMap<>();
        parts.forEach(cell -> {
            long[] sum = sums.computeIfAbsent(byRelease ? cell.release() : cell.architecture(), _ -> new long[2]);
            sum[0] += cell.sent();
            sum[1] += cell.size();
        });
        return sums.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, long[]> sum) ->
                                -(double) sum.getValue()[0] / (1 + sum.getValue()[1]))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** With these architectures, or all, and each set of releases. */
    private List<Way> some(List<String> named) {
        List<Cell> carried = cells.stream()
                .filter(cell ->
                        named.isEmpty() || cell.architecture().equals(Cell.ANY) || named.contains(cell.architecture()))
                .toList();
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(List.of(), named, sent(carried), size(carried)));
        for (Choice choice : choices(carried)) {
            if (!choice.releases().isEmpty() && choice.releases().cardinality() < releases.size()) {
                List<String> these =
                        choice.releases().stream().mapToObj(releases::get).toList();
                ways.add(new Way(these, named, choice.sent(), choice.size()));
            }
        }
        return ways;
    }

    private List<Choice> choices(List<Cell> carried) {
        List<Cell> always =
                carried.stream().filter(cell -> cell.release().equals(Cell.ANY)).toList();
        Choice none = new Choice(new BitSet(), sent(always), size(always));
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_RELEASES, releases.size()); i++) {
            String release = releases.get(i);
            List<Cell> its = carried.stream()
                    .filter(cell -> cell.release().equals(release))
                    .toList();
            List<Choice> more = new ArrayList<>(choices);
            // A manifest that names releases names one at least, so no set grows from an empty one that is kept.
            more.add(none.with(i, sent(its), size(its)));
            for (Choice choice : choices) {
                more.add(choice.with(i, sent(its), size(its)));
            }
            choices = best(more, Choice::size, Choice::sent);
        }
        return choices;
    }

    /** Those that none other beats, by size. */
    private static <T> List<T> best(List<T> all, ToLongFunction<T> size, ToLongFunction<T> sent) {
        List<T> front = new ArrayList<>();
        all.stream()
                .sorted(Comparator.comparingLong(size)
                        .thenComparing(Comparator.comparingLong(sent).reversed()))
                .filter(one -> front.isEmpty() || sent.applyAsLong(one) > sent.applyAsLong(front.getLast()))
                .forEach(front::add);
        if (front.size() <= MOST_WAYS) {
            return front;
        }
        long step = Math.max(1, size.applyAsLong(front.getLast()) / CLASSES);
        return IntStream.range(0, front.size())
                .filter(i -> i == 0
                        || i == front.size() - 1
                        || size.applyAsLong(front.get(i)) / step != size.applyAsLong(front.get(i + 1)) / step)
                .mapToObj(front::get)
                .toList();
    }

    private static long sent(List<Cell> some) {
        return some.stream().mapToLong(Cell::sent).sum();
    }

    private static long size(List<Cell> some) {
        return some.stream().mapToLong(Cell::size).sum();
    }
}
