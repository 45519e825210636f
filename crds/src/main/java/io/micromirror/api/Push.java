package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Who tells a mirror that an upstream published something, and whom it tells of its own publishes. */
public record Push(
        @Size(max = 4)
        @JsonPropertyDescription("Brokers of MQTT, 5 or 3.1.1, to which the operator connects and listens. At most 4."
                + " Default: none.")
        List<MqttBroker> mqtt,

        @JsonPropertyDescription("Lets others say by HTTP that a project has news, at /push/MIRRORNODE/PROJECT of the"
                + " mirror's own web server. Default: nobody can.")
        Webhook webhook) {
    public Push {
        mqtt = mqtt == null ? List.of() : List.copyOf(Absent.dropped(mqtt));
    }
}
