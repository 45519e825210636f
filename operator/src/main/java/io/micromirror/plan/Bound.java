package io.micromirror.plan;

import io.micromirror.plan.Knapsack.Group;
import io.micromirror.plan.Knapsack.Limits;
import io.micromirror.plan.Knapsack.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much value the groups from one on can add at most if they could be cut: the steps of each group's concave hull, the
 * densest first (Sinha and Zoltners 1979). A price on syncing makes the second limit count (Lagrange): whatever the price,
 * no set can have more than the bound.
 */
final class Bound {
    private static final int STEPS_OF_PRICE = 60;

    private final Limits limits;
    private final double price;
    /** For each first group: sizes and values of the steps summed up. */
    private final List<double[]> sizes = new ArrayList<>();

    private final List<double[]> values = new ArrayList<>();

    private record Step(double size, double value) {
        double density() {
            return size == 0 ? Double.MAX_VALUE : value / size;
        }
    }

    Bound(List<Group> groups, Limits limits, double price) {
        this.limits = limits;
        this.price = price;
        for (int from = 0; from <= groups.size(); from++) {
            sum(groups.subList(from, groups.size()));
        }
    }

    /** With the price that makes it least at the start. */
    static Bound tightest(List<Group> groups, Limits limits) {
        double dearest = groups.stream()
                .flatMap(group -> group.options().stream())
                .mapToDouble(option -> option.value() / Math.max(1.0, (double) option.sync()))
                .max()
                .orElse(1);
        double best = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < STEPS_OF_PRICE; i++) {
            double price = dearest * Math.pow(0.8, i);
            Bound root = new Bound(List.of(), limits, price);
            root.sizes.clear();
            root.values.clear();
            root.sum(groups);
            double bound = root.of(0, 0, 0, 0);
            if (bound < least) {
                least = bound;
                best = price;
            }
        }
        return new Bound(groups, limits, best);
    }

    private void sum(List<Group> groups) {
        List<Step> steps = new ArrayList<>();
        groups.forEach(group -> steps.addAll(hull(group)));
        steps.sort(Comparator.comparingDouble(Step::density).reversed());
        double[] size = new double[steps.size() + 1];
        double[] value = new double[steps.size() + 1];
        for (int i = 0; i < steps.size(); i++) {
            size[i + 1] = size[i] + steps.get(i).size;
            value[i + 1] = value[i] + steps.get(i).value;
        }
        sizes.add(size);
        values.add(value);
    }

    private List<Step> hull(Group group) {
        List<Step> points = new ArrayList<>();
        for (Option option : group.options()) {
            double value = option.value() - price * option.sync();
            if (value > 0 && option.size() <= limits.size()) {
                points.add(new Step(option.size(), value));
            }
        }
        points.sort(Comparator.comparingDouble(Step::size)
                .thenComparing(Comparator.comparingDouble(Step::value).reversed()));
        List<Step> corners = new ArrayList<>(List.of(new Step(0, 0)));
        for (Step point : points) {
            if (point.value <= corners.getLast().value) {
                continue;
            }
            while (corners.size() > 1
                    && between(corners.getLast(), point).density()
                            >= between(corners.get(corners.size() - 2), corners.getLast())
                                    .density()) {
                corners.removeLast();
            }
            corners.add(point);
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < corners.size(); i++) {
            steps.add(between(corners.get(i - 1), corners.get(i)));
        }
        return steps;
    }

    private static Step between(Step from, Step to) {
        return new Step(to.size - from.size, to.value - from.value);
    }

    /** For a set of that value and size whose next group is {@code from}. */
    double of(int from, long value, long size, long sync) {
        double room = (double) limits.size() - size;
        double[] sums = sizes.get(from);
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (sums[middle] <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        double[] gains = values.get(from);
        double gain = gains[low];
        if (low < sums.length - 1) {
            gain += (gains[low + 1] - gains[low]) * (room - sums[low]) / (sums[low + 1] - sums[low]);
        }
        // A hundredth of a byte, so that rounding never cuts off the best.
        return value + gain + price * ((double) limits.sync() - sync) + 0.01 + 1e-9 * gain;
    }
}
