package io.micromirror.push;

import java.nio.charset.StandardCharsets;

/**
 * What a broker passed on.
 *
 * @param payload its beginning, whatever it is; what is no UTF-8 in it is replaced
 * @param retained kept by the broker from before, and so no news
 */
public record Message(String topic, String payload, boolean retained) {
    private static final int LONGEST_PAYLOAD = 1024;

    static Message of(String topic, byte[] payload, boolean retained) {
        return new Message(
                topic,
                new String(payload, 0, Math.min(payload.length, LONGEST_PAYLOAD), StandardCharsets.UTF_8),
                retained);
    }
}
