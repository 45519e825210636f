package io.micromirror.check;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program that is imitated: how it asks, how often it comes, and how many failures it forgives. Nulls become the
 * defaults.
 *
 * @param everySeconds how often we ask; its own rhythm or a little faster
 * @param runs times of the day, UTC, at which it comes; empty where only the interval is known
 * @param runsEverySeconds how often it comes where it has no times of the day
 * @param redirects how many redirects it follows
 * @param sameFile whether a redirect must end at the same file name
 * @param strikes consecutive failed runs after which it disables a mirror; 0 where the first one counts
 */
public record Checker(
        String name,
        Integer everySeconds,
        List<LocalTime> runs,
        Integer runsEverySeconds,
        Integer timeoutSeconds,
        Integer connectTimeoutSeconds,
        Integer attempts,
        Integer parallel,
        Integer redirects,
        Boolean sameFile,
        Integer strikes,
        String userAgent) {
    /** Where those that we ask learn who asks: the project's home, and the only place in the code that names it. */
    public static final String HOMEPAGE = "https://github.com/micromirror/micromirror";

    private static final Checker NONE =
            new Checker(null, null, null, null, null, null, null, null, null, null, null, null);

    public Checker {
        name = name == null ? "micromirror" : name;
        everySeconds = everySeconds == null ? 3600 : everySeconds;
        runs = runs == null ? List.of() : runs.stream().sorted().toList();
        runsEverySeconds = runsEverySeconds == null ? everySeconds : runsEverySeconds;
        timeoutSeconds = timeoutSeconds == null ? 30 : timeoutSeconds;
        connectTimeoutSeconds = connectTimeoutSeconds == null ? timeoutSeconds : connectTimeoutSeconds;
        attempts = attempts == null ? 1 : attempts;
        parallel = parallel == null ? 2 : parallel;
        redirects = redirects == null ? 5 : redirects;
        sameFile = sameFile != null && sameFile;
        strikes = strikes == null ? 0 : strikes;
        userAgent = userAgent == null ? "micromirror-check/0.1 (+" + HOMEPAGE + ")" : userAgent;
    }

    /** One that nothing is known of. */
    static Checker unknown() {
        return NONE;
    }

    /** When it has come the n-th time after a moment, at the latest; n counts from 1. */
    Instant run(Instant after, int n) {
        if (runs.isEmpty()) {
            return after.plusSeconds((long) runsEverySeconds * n);
        }
        Instant midnight = after.truncatedTo(ChronoUnit.DAYS);
        return Stream.iterate(0, day -> day + 1)
                .flatMap(day -> runs.stream()
                        .map(time -> midnight.plus(Duration.ofDays(day))
                                .atZone(ZoneOffset.UTC)
                                .with(time)
                                .toInstant()))
                .filter(after::isBefore)
                .skip(n - 1L)
                .findFirst()
                .orElseThrow();
    }

    /** How often it came between two moments, as far as {@code most}. */
    int runsBetween(Instant from, Instant to, int most) {
        int count = 0;
        while (count < most && !run(from, count + 1).isAfter(to)) {
            count++;
        }
        return count;
    }
}
