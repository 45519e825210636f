package io.micromirror.check;

import java.nio.charset.StandardCharsets;

/** Names of files as parts of a URL. */
final class Paths {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";

    private Paths() {}

    static String encode(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(each) >= 0) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(String.format("%02X", each));
            }
        }
        // A first part with a colon would be a scheme.
        return encoded.toString();
    }
}
