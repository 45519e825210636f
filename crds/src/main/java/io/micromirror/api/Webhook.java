package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Who may say by HTTP that a project has news. */
public record Webhook(
        @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "Secret with token: what a caller must show, 16 characters or more, as ?token=... or as Authorization:"
                        + " Bearer. It is read at each call; two lines are two tokens, for the time of a change. The chart's"
                        + " operator.secrets must name it too. Required.")
        String secretName) {}
