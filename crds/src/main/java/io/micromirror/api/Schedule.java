package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** How often a project is synced. The minute is chosen from the names of mirror and project, so that a fleet spreads. */
@ValidationRule(
        value =
                "!has(self.everySeconds) || (self.everySeconds < 3600 ? self.everySeconds % 60 == 0"
                        + " && 3600 % self.everySeconds == 0 : self.everySeconds % 3600 == 0 && 86400 % self.everySeconds == 0)",
        fieldPath = ".everySeconds",
        message = "schedule.everySeconds must divide an hour or a day evenly:"
                + " 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 14400, 21600, 28800, 43200 or 86400, for instance")
public record Schedule(
        @Default("21600")
        @Min(300)
        @Max(86400)
        @JsonPropertyDescription(
                "Seconds between two syncs, 300 to 86400, dividing an hour or a day evenly. Default: 21600,"
                        + " four times a day. After twice this time without a sync the mirror is not Fresh.")
        Integer everySeconds,

        @Default("60")
        @Min(0)
        @Max(86400)
        @JsonPropertyDescription(
                "Least seconds between the starts of two syncs, whatever asks for them, 0 to 86400: what the upstream"
                        + " allows. A message or a call that tells of a publish waits for 60 of the catalogue's at most."
                        + " Of the catalogue's and a mirror's own the longer one holds. Default: 60.")
        Integer minSeconds) {
    public static final int DEFAULT_EVERY_SECONDS = 21600;
    public static final int DEFAULT_MIN_SECONDS = 60;

    /** Of the catalogue's minSeconds, what a push waits for. */
    public static final int MOST_PUSHED_SECONDS = 60;

    public Schedule {
        minSeconds = minSeconds == null ? DEFAULT_MIN_SECONDS : minSeconds;
        everySeconds = everySeconds == null ? DEFAULT_EVERY_SECONDS : everySeconds;
    }
}
