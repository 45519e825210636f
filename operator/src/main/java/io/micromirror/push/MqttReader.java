package io.micromirror.push;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What a broker says, whoever it is: what it claims of lengths is believed for skipping alone, so that no packet takes
 * more memory than its topic and the beginning of its payload.
 */
final class MqttReader {
    private static final int LONGEST_TOPIC = 1024;
    private static final int LONGEST_PAYLOAD = 1024;
    private static final int CONNECTED = 2;
    private static final int PUBLISHED = 3;
    private static final int SUBSCRIBED = 9;
    private static final int DISCONNECTED = 14;
    private static final int RETAIN = 0x01;
    private static final int QUALITY = 0x06;
    private static final int REFUSED = 0x80;
    private static final int SEVEN_BITS = 0x7F;
    private static final int TYPE_SHIFT = 4;

    private final MqttVersion version;
    private final DataInputStream in;

    /** How much of the packet that is read is left. */
    private int left;

    MqttReader(MqttVersion version, InputStream in) {
        this.version = version;
        this.in = new DataInputStream(in);
    }

    /** The packet that begins with a byte that was read already. */
    Packet read(int first) throws IOException {
        left = lengthOf(4);
        Packet packet = switch (first >>> TYPE_SHIFT) {
            case CONNECTED -> connected();
            case PUBLISHED -> published(first);
            case SUBSCRIBED -> subscribed();
            case DISCONNECTED -> new Packet.Disconnected(left > 0 ? take() : 0);
            default -> new Packet.Other();
        };
        in.skipNBytes(left);
        return packet;
    }

    private Packet connected() throws IOException {
        take();
        return new Packet.Connected(take());
    }

    private Packet subscribed() throws IOException {
        skip(2);
        skipProperties();
        int refused = 0;
        while (left > 0) {
            refused += take() >= REFUSED ? 1 : 0;
        }
        return new Packet.Subscribed(refused);
    }

    private Packet published(int first) throws IOException {
        if (left > MqttWriter.LONGEST) {
            return new Packet.Unfit(PushOutcome.OVERSIZED);
        }
        int length = take() << Byte.SIZE | take();
        if (length > Math.min(left, LONGEST_TOPIC)) {
            return new Packet.Unfit(PushOutcome.MALFORMED);
        }
        byte[] topic = take(length);
        if ((first & QUALITY) != 0) {
            skip(2);
        }
        skipProperties();
        byte[] payload = take(Math.min(left, LONGEST_PAYLOAD));
        return message(topic, new String(payload, StandardCharsets.UTF_8), (first & RETAIN) != 0);
    }

    private static Packet message(byte[] topic, String payload, boolean retained) {
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(topic))
                    .toString();
            return name.isEmpty() || name.chars().anyMatch(c -> c == '#' || c == '+' || c == 0)
                    ? new Packet.Unfit(PushOutcome.MALFORMED)
                    : new Packet.Published(new Message(name, payload, retained));
        } catch (CharacterCodingException noText) {
            return new Packet.Unfit(PushOutcome.MALFORMED);
        }
    }

    private void skipProperties() throws IOException {
        if (version.hasProperties()) {
            int before = left;
            int length = lengthOf(Math.min(4, before));
            skip(length);
        }
    }

    /** A number of as many bytes as it takes, seven bits each; what it says of itself counts as read. */
    private int lengthOf(int most) throws IOException {
        int value = 0;
        for (int i = 0; i < most; i++) {
            int next = in.readUnsignedByte();
            left--;
            value |= (next & SEVEN_BITS) << (7 * i);
            if (next <= SEVEN_BITS) {
                return value;
            }
        }
        throw new IOException("it sends what is not MQTT");
    }

    private int take() throws IOException {
        skipped(1);
        return in.readUnsignedByte();
    }

    private byte[] take(int count) throws IOException {
        skipped(count);
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private void skip(int count) throws IOException {
        skipped(count);
        in.skipNBytes(count);
    }

    private void skipped(int count) throws IOException {
        if (count > left) {
            throw new IOException("it sends what is not MQTT");
        }
        left -= count;
    }
}
