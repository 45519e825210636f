package io.micromirror.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long ago something was, for people: in the coarsest unit that is not nought; the exact time stands in the element. */
final class Age {
    private static final String MOMENT = "a moment";

    private Age() {}

    static String ago(Instant then, Instant now) {
        String words = span(then, now);
        return "<time datetime=\"%s\">%s</time>"
                .formatted(then.truncatedTo(ChronoUnit.SECONDS), words.equals(MOMENT) ? "just now" : words + " ago");
    }

    static String span(Instant from, Instant to) {
        Duration age = Duration.between(from, to);
        long days = age.toDays();
        return days > 1
                ? days + " days"
                : age.toHours() > 1
                        ? age.toHours() + " hours"
                        : age.toMinutes() > 1 ? age.toMinutes() + " minutes" : MOMENT;
    }
}
