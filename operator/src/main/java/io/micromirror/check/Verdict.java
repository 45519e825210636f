package io.micromirror.check;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a project's checker would say of a mirror now.
 *
 * @param reason the worst finding's, {@code Ok} where there is none
 * @param dropsAt the earliest time at which users would stop coming if nothing changed; null where none is known
 * @param findings all that is not good, worst first, bounded
 * @param listed whether the distribution's own list names this mirror; null where there is none that can be read
 */
public record Verdict(
        String project,
        String checker,
        Level level,
        String reason,
        String message,
        URI url,
        Instant dropsAt,
        Instant checked,
        List<Finding> findings,
        Boolean listed) {
    /** Reason of what cannot be asked because this side has no IPv6 or no IPv4; it says nothing of the mirror. */
    static final String NOT_FROM_HERE = "NotFromHere";

    private static final int MOST_FINDINGS = 32;
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::level)
            .reversed()
            .thenComparing(Finding::dropsAt, Comparator.nullsLast(Comparator.naturalOrder()));

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** One without a word of any list. */
    public Verdict(
            String project,
            String checker,
            Level level,
            String reason,
            String message,
            URI url,
            Instant dropsAt,
            Instant checked,
            List<Finding> findings) {
        this(project, checker, level, reason, message, url, dropsAt, checked, findings, null);
    }

    /** Failed runs that the checker has counted by now. */
    public int strikes() {
        return findings.stream().mapToInt(Finding::strikes).max().orElse(0);
    }

    static Verdict of(ProjectChecks checks, List<Finding> findings, Instant now) {
        List<Finding> sorted = findings.stream().sorted(WORST_FIRST).toList();
        Finding worst = sorted.stream()
                .filter(finding -> !finding.reason().equals(NOT_FROM_HERE))
                .filter(finding -> !DistroVerdict.saysNothing(finding))
                .findFirst()
                .orElseGet(() -> Finding.of("checks", Level.UNKNOWN, "NotChecked", "Nothing could be asked.", null));
        return new Verdict(
                checks.project(),
                checks.checker().name(),
                worst.level(),
                worst.level() == Level.OK ? "Ok" : worst.reason(),
                worst.level() == Level.OK ? "Every check is good." : worst.message(),
                worst.level() == Level.OK ? null : worst.url(),
                worst.level() == Level.DROPPED
                        ? null
                        : sorted.stream()
                                .map(Finding::dropsAt)
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                now,
                sorted.stream()
                        .filter(finding -> finding.level() != Level.OK)
                        .limit(MOST_FINDINGS)
                        .toList(),
                DistroVerdict.listed(findings));
    }
}
