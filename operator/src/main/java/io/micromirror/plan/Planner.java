package io.micromirror.plan;

import io.micromirror.plan.Knapsack.Group;
import io.micromirror.plan.Knapsack.Limits;
import io.micromirror.plan.Knapsack.Option;
import io.micromirror.plan.Knapsack.Solution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Items and rules in, the best {@link Plan} out; pure. */
final class Planner {
    private static final int HALVINGS = 40;

    private final Map<String, List<Item>> items;

    Planner(Map<String, List<Item>> items) {
        this.items = new TreeMap<>(items);
    }

    long demand() {
        return items.values().stream()
                .mapToLong(ways -> ways.stream().mapToLong(Item::sent).max().orElse(0))
                .sum();
    }

    /** Nothing where not even what is required fits. */
    Optional<Plan> plan(Rules rules) {
        Optional<Plan> best = fill(rules);
        if (best.isEmpty() || best.get().sent() <= rules.sentADay()) {
            return best;
        }
        // The uplink is full: then the smallest disk that fills it.
        long enough = rules.disk();
        long little = 0;
        for (int i = 0; i < HALVINGS && enough - little > 1; i++) {
            long middle = (enough + little) / 2;
            Optional<Plan> smaller = fill(rules.withDisk(middle));
            if (smaller.isPresent() && smaller.get().sent() >= rules.sentADay()) {
                enough = middle;
                best = smaller;
            } else {
                little = middle;
            }
        }
        return best.map(plan -> new Plan(
                plan.items(),
                rules.disk(),
                plan.size(),
                rules.sentADay(),
                rules.sentADay(),
                rules.sentADay(),
                plan.demand()));
    }

    private Optional<Plan> fill(Rules rules) {
        List<List<Item>> groups = groups(rules);
        List<Group> weighed = groups.stream()
                .map(ways -> new Group(
                        ways.stream().map(item -> option(item, rules)).toList(),
                        ways.stream().anyMatch(item -> rules.required().contains(item.project()))))
                .toList();
        return Knapsack.solve(weighed, new Limits(rules.disk(), rules.syncADay()))
                .map(solution -> plan(solution, groups, rules));
    }

    /** What is new counts for less, so that a little gain does not make a box fetch a tree and change its registration. */
    private static Option option(Item item, Rules rules) {
        boolean fresh = !rules.carried().isEmpty() && !rules.carried().contains(item.project());
        return new Option(
                fresh ? Math.round(item.sent() / (1 + rules.hysteresis())) : item.sent(), item.size(), item.sync());
    }

    private List<List<Item>> groups(Rules rules) {
        Map<String, List<Item>> groups = new TreeMap<>();
        items.forEach((project, ways) -> {
            String family = rules.exclusive().stream()
                    .filter(set -> set.contains(project))
                    .map(set -> String.join(",", new TreeSet<>(set)))
                    .findFirst()
                    .orElse(project);
            boolean other = required(rules, family) && !rules.required().contains(project);
            if (!other && !rules.forbidden().contains(project)) {
                groups.computeIfAbsent(family, _ -> new ArrayList<>()).addAll(ways);
            }
        });
        return List.copyOf(groups.values());
    }

    private static boolean required(Rules rules, String family) {
        return Set.of(family.split(",", -1)).stream().anyMatch(rules.required()::contains);
    }

    private Plan plan(Solution solution, List<List<Item>> groups, Rules rules) {
        List<Item> chosen = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            int pick = solution.picks().get(i);
            if (pick >= 0) {
                chosen.add(groups.get(i).get(pick));
            }
        }
        chosen.sort(Comparator.comparingLong(Item::sent).reversed().thenComparing(Item::name));
        long sent = chosen.stream().mapToLong(Item::sent).sum();
        // With hysteresis the bound is of discounted values; what it leaves open is the same.
        double open = solution.bound() - solution.value();
        return new Plan(chosen, rules.disk(), solution.size(), sent, sent + open, solution.fractional(), demand());
    }
}
