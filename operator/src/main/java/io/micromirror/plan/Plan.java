package io.micromirror.plan;

import java.util.List;

/**
 * What to carry.
 *
 * @param sent bytes a day that the chosen items would send
 * @param bound no choice can send more
 * @param fractional what could be sent if items could be cut
 * @param demand bytes a day of everything
 */
record Plan(List<Item> items, long disk, long size, long sent, double bound, double fractional, long demand) {
    double share() {
        return demand == 0 ? 0 : (double) sent / demand;
    }

    boolean proven() {
        return bound <= sent;
    }

    List<String> projects() {
        return items.stream().map(Item::project).toList();
    }
}
