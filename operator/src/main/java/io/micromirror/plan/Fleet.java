package io.micromirror.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plans several nodes together. Of a project's demand, k copies among so many other mirrors draw k / (k + others): the first
 * copy the most, each further one less, so the hottest are everywhere and the next tier is spread. Node after node is
 * planned exactly, given the others, until no node changes; each step adds to the whole, so it ends.
 */
final class Fleet {
    private static final int ROUNDS = 20;

    private final Map<String, List<Item>> items;
    private final Map<String, Rules> nodes;
    private final int others;

    /** @param others mirrors beside the fleet that redirectors send users to */
    Fleet(Map<String, List<Item>> items, Map<String, Rules> nodes, int others) {
        this.items = items;
        this.nodes = new LinkedHashMap<>(nodes);
        this.others = others;
    }

    Map<String, Plan> plan() {
        Map<String, Plan> plans = new TreeMap<>();
        boolean changed = true;
        for (int round = 0; round < ROUNDS && changed; round++) {
            changed = false;
            for (Map.Entry<String, Rules> node : nodes.entrySet()) {
                Plan before = plans.remove(node.getKey());
                Map<String, List<Item>> worth = marginal(copies(plans));
                Plan now = new Planner(worth).plan(node.getValue()).orElse(before);
                if (now != null) {
                    boolean better = before == null || now.sent() > sent(before, worth);
                    plans.put(node.getKey(), better ? now : before);
                    changed |= better;
                }
            }
        }
        return plans;
    }

    /** What a node's choice draws, given what the others carry by now. */
    private static long sent(Plan plan, Map<String, List<Item>> worth) {
        return plan.items().stream()
                .flatMap(item -> worth.get(item.project()).stream()
                        .filter(way -> way.name().equals(item.name())))
                .mapToLong(Item::sent)
                .sum();
    }

    private static Map<String, Integer> copies(Map<String, Plan> plans) {
        Map<String, Integer> copies = new TreeMap<>();
        plans.values().forEach(plan -> plan.projects().forEach(project -> copies.merge(project, 1, Integer::sum)));
        return copies;
    }

    /** What one more copy of each would draw. */
    private Map<String, List<Item>> marginal(Map<String, Integer> copies) {
        Map<String, List<Item>> marginal = new TreeMap<>();
        items.forEach((project, ways) -> {
            int there = copies.getOrDefault(project, 0);
            double drawn = (double) (there + 1) / (there + 1 + others) - (double) there / Math.max(1, there + others);
            marginal.put(
                    project,
                    ways.stream()
                            .map(item -> item.withSent(Math.round(item.sent() * drawn)))
                            .toList());
        });
        return marginal;
    }
}
