package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A broker of MQTT, and what is heard from it and said to it. */
@ValidationRule(
        value = "self.url.matches('^mqtts?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|[[][0-9a-f:]+[]])(:[0-9]{1,5})?$')",
        fieldPath = ".url",
        message =
                "url must be that of a broker, mqtt://HOST or mqtts://HOST (with TLS), perhaps with :PORT, and nothing"
                        + " behind it: topics stand in topics of MirrorProjects and in follow")
@ValidationRule(
        value = "!has(self.follow) || self.follow.all(h,"
                + " h.matches('^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$'))",
        fieldPath = ".follow",
        message = "each of follow must be the DNS name of a mirror, such as mirror.example.net")
public record MqttBroker(
        @Required
        @Size(max = 280)
        @JsonPropertyDescription(
                "mqtt://HOST, or mqtts://HOST for TLS, perhaps with :PORT (else 1883 and 8883). Required."
                        + " Example: mqtt://mirror.fcix.net")
        String url,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "Secret with username and password, and ca.crt where the broker's certificate is not of a public"
                        + " authority. The chart's operator.secrets must name it too, because the operator may read no"
                        + " other. Default: nobody by name, and the public authorities.")
        String secretName,

        @Size(max = 16)
        @JsonPropertyDescription(
                "Mirrors that announce their publishes as rsync/HOST/PROJECT: each wakes the project of"
                        + " that name. The topics that MirrorProjects name wake them in any case. At most 16. Default: none."
                        + " Example: mirror.fcix.net")
        List<@Size(min = 1, max = 253) String> follow,

        @Default("false")
        @JsonPropertyDescription(
                "Whether this mirror announces its own publishes there, as rsync/HOSTNAME/PROJECT with the"
                        + " time as payload, so that others can follow it. Default: false.")
        Boolean announce) {
    public MqttBroker {
        follow = follow == null ? List.of() : List.copyOf(Absent.dropped(follow));
        announce = announce != null && announce;
    }
}
