package io.micromirror.push;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * What is said to a broker, as bytes: MQTT 5.0 and 3.1.1, OASIS, sections 3.1 (connect), 3.3 (publish), 3.8 (subscribe)
 * and 3.12 (ping).
 */
final class MqttWriter {
    /** The longest packet that a broker of MQTT 5 may send. */
    static final int LONGEST = 1 << 16;

    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 0x30;
    private static final int SUBSCRIBE = 0x82;
    private static final int PING = 0xC0;
    private static final int CLEAN = 0x02;
    private static final int PASSWORD = 0x40;
    private static final int USER = 0x80;
    private static final int MAXIMUM_PACKET_SIZE = 0x27;
    private static final int FIVE_BYTES = 5;

    /** Nothing of what we publish ourselves, and nothing that was kept from before. */
    private static final int NO_LOCAL_NO_RETAINED = 0x04 | 0x20;

    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    private final MqttVersion version;
    private final OutputStream out;

    MqttWriter(MqttVersion version, OutputStream out) {
        this.version = version;
        this.out = out;
    }

    void connect(String client, Optional<Login.User> user, Duration keepAlive) throws IOException {
        send(CONNECT, body -> {
            body.writeUTF("MQTT");
            body.write(version.level());
            body.write(CLEAN | user.map(_ -> USER | PASSWORD).orElse(0));
            body.writeShort((int) keepAlive.toSeconds());
            if (version.hasProperties()) {
                body.write(FIVE_BYTES);
                body.write(MAXIMUM_PACKET_SIZE);
                body.writeInt(LONGEST);
            }
            body.writeUTF(client);
            if (user.isPresent()) {
                body.writeUTF(user.get().name());
                body.writeUTF(user.get().password());
            }
        });
    }

    void subscribe(Collection<TopicFilter> filters) throws IOException {
        send(SUBSCRIBE, body -> {
            body.writeShort(1);
            noProperties(body);
            for (TopicFilter filter : filters) {
                body.writeUTF(filter.text());
                body.write(version.hasProperties() ? NO_LOCAL_NO_RETAINED : 0);
            }
        });
    }

    void publish(String topic, String payload) throws IOException {
        send(PUBLISH, body -> {
            body.writeUTF(topic);
            noProperties(body);
            body.write(payload.getBytes(StandardCharsets.UTF_8));
        });
    }

    void ping() throws IOException {
        send(PING, _ -> {});
    }

    private void noProperties(DataOutputStream body) throws IOException {
        if (version.hasProperties()) {
            body.write(0);
        }
    }

    /** Writes the parts of a packet. */
    @FunctionalInterface
    private interface Body {
        void write(DataOutputStream to) throws IOException;
    }

    private synchronized void send(int type, Body body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        byte[] bytes = bytes(body);
        int left = bytes.length;
        do {
            packet.write((left & SEVEN_BITS) | (left > SEVEN_BITS ? MORE : 0));
            left >>>= Integer.numberOfTrailingZeros(MORE);
        } while (left > 0);
        packet.writeBytes(bytes);
        packet.writeTo(out);
        out.flush();
    }

    private static byte[] bytes(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.write(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
