package io.micromirror.check;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * When and for whom something is judged.
 *
 * @param failure what a failed item costs with this checker; null where the probe decides
 */
record Moment(Instant now, Checker checker, History history, Level failure) {
    Level failureOr(Level otherwise) {
        return failure == null ? otherwise : failure;
    }

    Moment with(History other) {
        return new Moment(now, checker, other, failure);
    }

    /** A fault that the checker forgives until it has come often enough. */
    Finding strike(String subject, String reason, String message, URI url) {
        Level level = failureOr(Level.DROPPED);
        if (checker.strikes() == 0) {
            return Finding.of(subject, level, reason, message, url);
        }
        Instant since = history.since(subject, now);
        int strikes = checker.runsBetween(since, now, checker.strikes());
        if (strikes >= checker.strikes()) {
            return Finding.of(
                            subject,
                            level,
                            reason,
                            "%s; %s disables a mirror after %d failed runs, and this goes on since %s"
                                    .formatted(message, checker.name(), checker.strikes(), since),
                            url)
                    .struck(strikes);
        }
        return Finding.of(
                        subject,
                        Level.LAGGING,
                        reason,
                        "%s; %d of the %d failed runs after which %s disables a mirror"
                                .formatted(message, strikes, checker.strikes(), checker.name()),
                        url)
                .droppingAt(checker.run(since, checker.strikes()))
                .struck(strikes);
    }

    /** As people say it: 5 minutes, 3 hours, 2 days. */
    static String words(Duration time) {
        if (time.isNegative()) {
            return "-" + words(time.negated());
        }
        return time.toMinutes() < 2
                ? time.toSeconds() + " seconds"
                : time.toHours() < 2
                        ? time.toMinutes() + " minutes"
                        : time.toDays() < 3 ? time.toHours() + " hours" : time.toDays() + " days";
    }
}
