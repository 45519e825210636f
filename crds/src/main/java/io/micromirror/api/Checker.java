package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The program with which a distribution checks its mirrors: how it asks, how often, and what it forgives. */
@ValidationRule(
        value = "!has(self.runs) || self.runs.all(t, t.matches('^([01][0-9]|2[0-3]):[0-5][0-9]$'))",
        fieldPath = ".runs",
        message = "runs are times of the day in UTC such as 06:45")
public record Checker(
        @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Its name, in verdicts and metrics. Required. Example: MirrorManager.")
        String name,

        @Default("3600")
        @Min(60)
        @Max(86400)
        @JsonPropertyDescription("Seconds between two rounds of ours, 60 to 86400. Default: 3600.")
        Integer everySeconds,

        @Size(max = 48)
        @JsonPropertyDescription(
                "Times of the day, UTC, at which it comes, as HH:MM. A predicted drop is one of them. At most "
                        + "48. Default: only the interval is known.")
        List<@Size(min = 5, max = 5) String> runs,

        @Min(30)
        @Max(604800)
        @JsonPropertyDescription(
                "Seconds between two of its visits where it has no times of the day, 30 to 604800. Default: "
                        + "everySeconds.")
        Integer runsEverySeconds,

        @Default("30")
        @Min(1)
        @Max(600)
        @JsonPropertyDescription("Seconds after which it gives up on an answer, 1 to 600. Default: 30.")
        Integer timeoutSeconds,

        @Min(1)
        @Max(600)
        @JsonPropertyDescription("Seconds after which it gives up on a connection, 1 to 600. Default: timeoutSeconds.")
        Integer connectTimeoutSeconds,

        @Default("1")
        @Min(1)
        @Max(10)
        @JsonPropertyDescription("How often it tries when nothing comes back, 1 to 10. Default: 1.")
        Integer attempts,

        @Default("2") @Min(1) @Max(20) @JsonPropertyDescription("Requests at once, 1 to 20. Default: 2.")
        Integer parallel,

        @Default("5") @Min(0) @Max(10) @JsonPropertyDescription("Redirects that it follows, 0 to 10. Default: 5.")
        Integer redirects,

        @JsonPropertyDescription(
                "Whether a redirect must end at the same file name, or counts as a failure. Default: false.")
        Boolean sameFile,

        @Default("0")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
                "Failed visits in a row after which it disables a mirror, 0 to 100; at 0 the first one "
                        + "counts. Until then a base that does not answer is LAGGING. Default: 0.")
        Integer strikes,

        @Size(max = 128)
        @JsonPropertyDescription(
                "The name under which it asks, with which ours asks this mirror, so that a filter by name is "
                        + "seen; others are told our own. Default: our own.")
        String userAgent) {
    public Checker {
        runs = runs == null ? List.of() : List.copyOf(Absent.dropped(runs));
    }
}
