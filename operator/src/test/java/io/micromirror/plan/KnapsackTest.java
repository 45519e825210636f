package io.micromirror.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micromirror.plan.Knapsack.Group;
import io.micromirror.plan.Knapsack.Limits;
import io.micromirror.plan.Knapsack.Option;
import io.micromirror.plan.Knapsack.Solution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Variable;

/** The best set is the best: against trying all of them, and against a solver where there are too many. */
class KnapsackTest {
    private static final long UNLIMITED = Long.MAX_VALUE / 4;

    @Test
    void isBestAmongAllSets() {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Group> groups = groups(random, 1 + random.nextInt(6), 1 + random.nextInt(3), 40, true);
            Limits limits = new Limits(random.nextInt(120), seed % 2 == 0 ? UNLIMITED : random.nextInt(60));

            Optional<Solution> solution = Knapsack.solve(groups, limits);

            long best = best(groups, limits, 0, 0, 0, 0);
            assertThat(solution.map(Solution::value).orElse(-1L))
                    .as("seed %d", seed)
                    .isEqualTo(best);
            solution.ifPresent(found -> assertThat(sums(groups, found)).isTrue());
            solution.ifPresent(found -> assertThat(found.bound()).isEqualTo((double) found.value()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isWhatASolverFinds(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Group> groups = groups(random, 60, 4, 1_000_000, false);
        long total = groups.stream()
                .mapToLong(group -> group.options().getFirst().size())
                .sum();
        Limits limits = new Limits(total / 4, seed == 1 ? UNLIMITED : total / 9);

        Solution solution = Knapsack.solve(groups, limits).orElseThrow();

        assertThat((double) solution.value()).isCloseTo(milp(groups, limits), within(1.0));
        assertThat(solution.fractional()).isGreaterThanOrEqualTo((double) solution.value());
    }

    @Test
    void isProvedBestForHundreds() {
        SplittableRandom random = new SplittableRandom(11);
        List<Group> groups = groups(random, 500, 1, 1_000_000_000, false);

        Solution solution =
                Knapsack.solve(groups, new Limits(70_000_000_000L, UNLIMITED)).orElseThrow();

        assertThat(solution.bound()).isEqualTo((double) solution.value());
        assertThat(sums(groups, solution)).isTrue();
        assertThat(solution.fractional() - solution.value()).isBetween(0.0, 1_000_000_000.0);
    }

    private static List<Group> groups(SplittableRandom random, int count, int ways, int largest, boolean required) {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Option> options = new ArrayList<>();
            for (int way = 0; way < 1 + random.nextInt(ways); way++) {
                options.add(
                        new Option(random.nextInt(largest), 1 + random.nextInt(largest), random.nextInt(largest / 2)));
            }
            groups.add(new Group(options, required && random.nextInt(6) == 0));
        }
        return groups;
    }

    private static boolean sums(List<Group> groups, Solution solution) {
        List<Option> chosen = IntStream.range(0, groups.size())
                .filter(i -> solution.picks().get(i) >= 0)
                .mapToObj(i -> groups.get(i).options().get(solution.picks().get(i)))
                .toList();
        return chosen.stream().mapToLong(Option::value).sum() == solution.value()
                && chosen.stream().mapToLong(Option::size).sum() == solution.size()
                && chosen.stream().mapToLong(Option::sync).sum() == solution.sync();
    }

    private static long best(List<Group> groups, Limits limits, int at, long value, long size, long sync) {
        if (size > limits.size() || sync > limits.sync()) {
            return -1;
        }
        if (at == groups.size()) {
            return value;
        }
        Group group = groups.get(at);
        long best = group.required() ? -1 : best(groups, limits, at + 1, value, size, sync);
        for (Option option : group.options()) {
            best = Math.max(
                    best,
                    best(groups, limits, at + 1, value + option.value(), size + option.size(), sync + option.sync()));
        }
        return best;
    }

    private static double milp(List<Group> groups, Limits limits) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Expression size = model.newExpression("size").upper(limits.size());
        Expression sync = model.newExpression("sync").upper(limits.sync());
        for (int i = 0; i < groups.size(); i++) {
            Expression one = model.newExpression("one of " + i).upper(1);
            for (Option option : groups.get(i).options()) {
                Variable carried = model.newVariable(i + "/" + option).binary().weight(option.value());
                one.set(carried, 1);
                size.set(carried, option.size());
                sync.set(carried, option.sync());
            }
        }
        return model.maximise().getValue();
    }
}
