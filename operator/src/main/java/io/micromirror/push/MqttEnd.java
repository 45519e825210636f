package io.micromirror.push;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a connection ended, or none was made, in words that go on after "the broker ...: ". */
final class MqttEnd extends IOException {
    static final String STALLED = "it keeps the connection and has stopped answering";
    private static final String NO_MQTT = "it sends what is not MQTT";

    /** As the library begins and words its messages, where it has no type for what they say. */
    private static final String TIMEOUT = "Timeout";

    private static final String CONNECT_TIMEOUT = "connection timed out";
    private static final String TOO_LARGE = "maximum packet size";

    private final PushOutcome unfit;
    private final boolean perhapsOfVersion;

    private MqttEnd(String words, PushOutcome unfit, boolean perhapsOfVersion, Throwable cause) {
        super(words, cause);
        this.unfit = unfit;
        this.perhapsOfVersion = perhapsOfVersion;
    }

    /** What it sent that cannot be taken. */
    Optional<PushOutcome> unfit() {
        return Optional.ofNullable(unfit);
    }

    /** Some brokers say that they do not know a version, some say so in their own, and some just hang up. */
    boolean isPerhapsOfVersion() {
        return perhapsOfVersion;
    }

    static MqttEnd of(Throwable cause, MqttDisconnectSource source) {
        boolean isBrokers = source == MqttDisconnectSource.SERVER;
        return causes(cause).anyMatch(MqttDecodeException.class::isInstance)
                ? unreadable(cause)
                : switch (cause) {
                    case Mqtt5ConnAckException no ->
                        refused(no.getMqttMessage().getReasonCode().getCode(), cause);
                    case Mqtt3ConnAckException no ->
                        refused(no.getMqttMessage().getReturnCode().getCode(), cause);
                    case Mqtt5DisconnectException no
                    when isBrokers ->
                        refused(no.getMqttMessage().getReasonCode().getCode(), cause);
                    case ConnectionClosedException _
                    when isBrokers -> new MqttEnd("it closes the connection", null, true, cause);
                    case ConnectionClosedException _ -> new MqttEnd(STALLED, null, false, cause);
                    case ConnectionFailedException _ -> new MqttEnd(unmade(cause), null, false, cause);
                    default -> new MqttEnd(unexpected(cause), null, false, cause);
                };
    }

    private static MqttEnd refused(int code, Throwable cause) {
        return new MqttEnd(MqttRefusal.words(code), null, MqttRefusal.isOfVersion(code), cause);
    }

    private static MqttEnd unreadable(Throwable cause) {
        return says(cause).contains(TOO_LARGE)
                ? new MqttEnd(
                        "it sends a message of more than %d KB".formatted(MqttSpeech.LONGEST >> 10),
                        PushOutcome.OVERSIZED,
                        false,
                        cause)
                : new MqttEnd(NO_MQTT, PushOutcome.MALFORMED, true, cause);
    }

    private static String unmade(Throwable cause) {
        String why = says(causes(cause).reduce(cause, (_, deeper) -> deeper));
        return why.startsWith(CONNECT_TIMEOUT) ? "it does not answer" : why;
    }

    private static String unexpected(Throwable cause) {
        return says(cause).startsWith(TIMEOUT) ? "it accepts a connection and then says nothing" : NO_MQTT;
    }

    private static String says(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static Stream<Throwable> causes(Throwable outermost) {
        return Stream.iterate(outermost, Objects::nonNull, Throwable::getCause);
    }
}
