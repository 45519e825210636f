package io.micromirror.observe;

import io.micromirror.check.Family;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a mirror is seen now.
 *
 * @param families what is known over each
 * @param since when the verdict became this one
 */
public record Sighting(Neighbour neighbour, Verdict verdict, Map<Family, Watch> families, Instant since) {
    public Sighting {
        families = Map.copyOf(families);
    }

    /** Whether it answers, over each family of which that can be said. */
    public Map<Family, Boolean> answers() {
        return families.entrySet().stream()
                .filter(each ->
                        each.getValue().reach() == Reach.UP || each.getValue().reach() == Reach.DOWN)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().reach() == Reach.UP));
    }

    /** Whether all that can be said is said. */
    boolean isSettled() {
        return families.values().stream().allMatch(Watch::isSettled);
    }

    static Sighting begin(Neighbour neighbour, Instant now) {
        return new Sighting(
                neighbour,
                Verdict.of(Watch.BEGIN, Watch.BEGIN),
                Map.of(Family.IPV4, Watch.BEGIN, Family.IPV6, Watch.BEGIN),
                now);
    }

    Sighting with(Family family, Watch watch, Instant now) {
        Watch ipv4 = family == Family.IPV4 ? watch : families.get(Family.IPV4);
        Watch ipv6 = family == Family.IPV6 ? watch : families.get(Family.IPV6);
        Verdict after = Verdict.of(ipv4, ipv6);
        return new Sighting(
                neighbour, after, Map.of(Family.IPV4, ipv4, Family.IPV6, ipv6), after.isNews(verdict) ? now : since);
    }

    /** What is new since then, if anybody should hear of it. */
    Optional<Change> since(Sighting before) {
        return verdict.isNews(before.verdict)
                ? Optional.of(new Change(neighbour, before.verdict, verdict, since))
                : Optional.empty();
    }
}
