package io.micromirror.push;

import com.hivemq.client.mqtt.MqttClientBuilder;
import java.util.Optional;

/** The protocol's versions; brokers in use speak either or both. */
enum MqttVersion {
    FIVE,
    THREE_ONE_ONE;

    MqttSpeech speech(MqttClientBuilder client, Optional<Login.User> user) {
        return switch (this) {
            case FIVE -> new Mqtt5Speech(client, user);
            case THREE_ONE_ONE -> new Mqtt3Speech(client, user);
        };
    }

    MqttVersion other() {
        return this == FIVE ? THREE_ONE_ONE : FIVE;
    }
}
