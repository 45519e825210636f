package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** How much of a mirror one network may take over http. */
@ValidationRule(
        value = "!has(self.except) || self.except.all(each, isCIDR(each))",
        fieldPath = ".except",
        message = "http.rateLimits.except must be networks such as 192.0.2.0/24 or 2001:db8::/32")
public record RateLimits(
        @Min(1)
        @Max(65535)
        @JsonPropertyDescription(
                "Downloads at a time of one network (a /24 of IPv4, a /48 of IPv6); one more is answered"
                        + " 429. Default: no limit.")
        Integer connections,

        @Min(1)
        @Max(100000)
        @JsonPropertyDescription("Requests per second of one network, on average; as many again may come at once, more"
                + " are answered 429. apt and dnf ask for hundreds of files in a few seconds, so keep this high."
                + " Default: no limit.")
        Integer requestsPerSecond,

        @Size(max = 64)
        @JsonPropertyDescription("Networks that are never limited, such as the sponsor's own. Default: none.")
        List<@Size(max = 64) String> except) {
    public RateLimits {
        except = except == null ? List.of() : List.copyOf(Absent.dropped(except));
    }
}
