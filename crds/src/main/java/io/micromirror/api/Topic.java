package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which messages on brokers of MQTT tell that a project published something. */
@ValidationRule(
        value = "self.filter.matches('^([^+#]+|[+])?(/([^+#/]*|[+]))*(/#)?$') && size(self.filter) > 0",
        fieldPath = ".filter",
        message =
                "filter must be a filter of MQTT: '+' stands for a whole part between slashes, '#' for all at the end,"
                        + " such as rsync/mirror.example.net/fedora or rsync/+/fedora or alpine/#")
public record Topic(
        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Topic, or filter of topics as MQTT has them: + for one part, # at the end for all that"
                        + " follow. Required. Example: rsync/mirror.fcix.net/fedora")
        String filter,

        @Size(max = 32)
        @JsonPropertyDescription(
                "A message counts only when a part of its topic or of its payload, between slashes, is one"
                        + " of these. At most 32. Default: every message counts. Example: edge, v3.23")
        List<@Size(min = 1, max = 64) String> only) {
    public Topic {
        only = only == null ? List.of() : List.copyOf(Absent.dropped(only));
    }
}
