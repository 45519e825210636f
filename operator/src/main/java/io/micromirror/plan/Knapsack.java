package io.micromirror.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Picks at most one option of each group so that the values' sum is greatest and the sizes and daily syncs fit. Exact. A
 * group that must be carried gives an option in any case. Pure.
 */
final class Knapsack {
    /** Beyond this many undominated sets the weakest go, and the answer is told with the bound that is left. */
    private static final int MOST_STATES = 50_000;

    private final List<Group> groups;
    private final Limits limits;
    private final List<Integer> order;
    private final List<Bound> bounds;
    private State best;
    private double dropped;

    /** What may be carried of one thing, in one of its ways. */
    record Option(long value, long size, long sync) {}

    /** Ways that exclude each other. */
    record Group(List<Option> options, boolean required) {}

    /** Bytes of disk, and bytes to sync a day. */
    record Limits(long size, long sync) {}

    /**
     * The best set.
     *
     * @param picks the option's index for each group, -1 for none
     * @param bound no set can have more; equal to the value where that is proved best
     * @param fractional what would be possible if things could be cut
     */
    record Solution(List<Integer> picks, long value, long size, long sync, double bound, double fractional) {}

    /** A set of options, as a chain. */
    private record State(long value, long size, long sync, State before, int group, int option) {
        static final State EMPTY = new State(0, 0, 0, null, -1, -1);

        State with(Option added, int index, int option) {
            return new State(value + added.value(), size + added.size(), sync + added.sync(), this, index, option);
        }
    }

    private Knapsack(List<Group> groups, Limits limits) {
        this.groups = groups;
        this.limits = limits;
        // What must be carried first, then the densest, so that the bound falls early.
        this.order = IntStream.range(0, groups.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> !groups.get(i).required())
                        .thenComparing(Comparator.comparingDouble((Integer i) -> density(groups.get(i)))
                                .reversed()))
                .toList();
        this.bounds = new ArrayList<>();
    }

    /** Nothing where not even what is required fits. */
    static Optional<Solution> solve(List<Group> groups, Limits limits) {
        return new Knapsack(groups, limits).solve();
    }

    private static double density(Group group) {
        return group.options().stream()
                .mapToDouble(option -> (double) option.value() / Math.max(1, option.size()))
                .max()
                .orElse(0);
    }

    private Optional<Solution> solve() {
        List<Group> ordered = order.stream().map(groups::get).toList();
        bounds.add(new Bound(ordered, limits, 0));
        boolean syncBinds = ordered.stream()
                        .mapToLong(group -> group.options().stream()
                                .mapToLong(Option::sync)
                                .max()
                                .orElse(0))
                        .sum()
                > limits.sync();
        if (syncBinds) {
            bounds.add(Bound.tightest(ordered, limits));
        }
        double fractional = bound(State.EMPTY, 0);
        List<State> states = List.of(State.EMPTY);
        for (int at = 0; at < ordered.size(); at++) {
            states = prune(extended(states, ordered.get(at), at), at + 1, syncBinds);
            states.stream().max(Comparator.comparingDouble(this::promise)).ifPresent(this::complete);
        }
        for (State state : states) {
            offer(state);
        }
        return best == null ? Optional.empty() : Optional.of(solution(fractional));
    }

    private int depth;

    private double promise(State state) {
        return bound(state, depth);
    }

    private double bound(State state, int from) {
        double bound = Double.MAX_VALUE;
        for (Bound one : bounds) {
            bound = Math.min(bound, one.of(from, state.value, state.size, state.sync));
        }
        return bound;
    }

    private List<State> extended(List<State> states, Group group, int at) {
        List<State> extended = new ArrayList<>(group.required() ? List.of() : states);
        for (int option = 0; option < group.options().size(); option++) {
            Option added = group.options().get(option);
            for (State state : states) {
                if (state.size + added.size() <= limits.size() && state.sync + added.sync() <= limits.sync()) {
                    extended.add(state.with(added, at, option));
                }
            }
        }
        return extended;
    }

    /** Without those that another beats in everything, or that cannot become better than the best known. */
    private List<State> prune(List<State> states, int from, boolean syncBinds) {
        depth = from;
        long known = best == null ? -1 : best.value;
        states.sort(Comparator.comparingLong(State::size)
                .thenComparing(Comparator.comparingLong(State::value).reversed())
                .thenComparingLong(State::sync));
        List<State> kept = new ArrayList<>();
        TreeMap<Long, Long> front = new TreeMap<>(); // sync to the most value with no more of it
        for (State state : states) {
            long sync = syncBinds ? state.sync : 0;
            var beaten = front.floorEntry(sync);
            if ((beaten == null || beaten.getValue() < state.value) && bound(state, from) > known) {
                kept.add(state);
                front.put(sync, state.value);
                for (var worse = front.higherEntry(sync);
                        worse != null && worse.getValue() <= state.value;
                        worse = front.higherEntry(sync)) {
                    front.remove(worse.getKey());
                }
            }
        }
        return kept.size() <= MOST_STATES ? kept : strongest(kept, from);
    }

    private List<State> strongest(List<State> states, int from) {
        List<State> sorted = new ArrayList<>(states);
        sorted.sort(
                Comparator.comparingDouble((State state) -> bound(state, from)).reversed());
        dropped = Math.max(dropped, bound(sorted.get(MOST_STATES), from));
        return new ArrayList<>(sorted.subList(0, MOST_STATES));
    }

    /** Fills a set up with what fits, the densest first: a good one early lets the bound work. */
    private void complete(State start) {
        State state = start;
        for (int at = depth; at < order.size(); at++) {
            Group group = groups.get(order.get(at));
            State next = null;
            for (int option = 0; option < group.options().size(); option++) {
                Option added = group.options().get(option);
                boolean fits = state.size + added.size() <= limits.size() && state.sync + added.sync() <= limits.sync();
                if (fits && (next == null || state.value + added.value() > next.value)) {
                    next = state.with(added, at, option);
                }
            }
            if (next == null && group.required()) {
                return;
            }
            state = next == null ? state : next;
        }
        offer(state);
    }

    private void offer(State state) {
        if (best == null || state.value > best.value || (state.value == best.value && state.size < best.size)) {
            best = state;
        }
    }

    private Solution solution(double fractional) {
        Integer[] picks = new Integer[groups.size()];
        Arrays.fill(picks, -1);
        for (State state = best; state.before != null; state = state.before) {
            picks[order.get(state.group)] = state.option;
        }
        return new Solution(
                List.of(picks), best.value, best.size, best.sync, Math.max((double) best.value, dropped), fractional);
    }
}
