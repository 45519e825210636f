package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How far a project's syncs may go. */
@ValidationRule(
        value = "!has(self.bandwidth) || self.bandwidth.matches('" + Bytes.REGEX + "')",
        fieldPath = ".bandwidth",
        message = "limits.bandwidth " + Bytes.RATE_RULE)
public record Limits(
        @Default("86400")
        @Min(0)
        @Max(2_592_000)
        @JsonPropertyDescription("Seconds for which a file that the upstream dropped is still served, for users whose"
                + " index is older; 0 to 2592000. Default: 86400, a day. It goes sooner when the storage is full.")
        Integer retainSeconds,

        @Default("{}")
        @JsonPropertyDescription("How much an upstream may drop at once. Default: 40000 files, or a quarter.")
        MaxDelete maxDelete,

        @Size(max = 16)
        @JsonPropertyDescription("Bytes a second from the upstream, as a quantity: 25Mi. Default: the mirror's"
                + " sync.bandwidth alone counts.")
        String bandwidth,

        @Default("4")
        @Min(1)
        @Max(16)
        @JsonPropertyDescription("Connections to the upstream that a sync may use at once, 1 to 16. Default: 4. Only"
                + " files that are missed are fetched over more than one.")
        Integer connections,

        @Default("7200")
        @Min(600)
        @Max(86_400)
        @JsonPropertyDescription(
                "Seconds after which a sync that does not move is broken off, so that it gives its slot"
                        + " back; 600 to 86400. Counted from when it has its slot, and never in the first one, for which an"
                        + " upstream may take hours to make its list. Default: 7200, two hours. The next sync goes on from there.")
        Integer stallSeconds) {
    static final int DEFAULT_STALL_SECONDS = 7_200;
    static final int DEFAULT_RETAIN_SECONDS = 86_400;
    static final int DEFAULT_CONNECTIONS = 4;

    public Limits {
        retainSeconds = retainSeconds == null ? DEFAULT_RETAIN_SECONDS : retainSeconds;
        maxDelete = maxDelete == null ? new MaxDelete(null, null) : maxDelete;
        stallSeconds = stallSeconds == null ? DEFAULT_STALL_SECONDS : stallSeconds;
        connections = connections == null ? DEFAULT_CONNECTIONS : connections;
    }
}
