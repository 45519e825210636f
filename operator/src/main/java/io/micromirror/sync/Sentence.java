package io.micromirror.sync;

import java.nio.charset.StandardCharsets;

/** Text for a person, made of words that come from elsewhere: one line, printable, bounded. */
final class Sentence {
    private static final String CUT = "…";

    private Sentence() {}

    /** On one line without control characters, and at most so many bytes of UTF-8. */
    static String plain(String text, int bytes) {
        String line = text.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
        if (size(line) <= bytes) {
            return line;
        }
        int end = Math.min(line.length(), bytes);
        while (size(line.substring(0, end)) > bytes - size(CUT)) {
            end = line.offsetByCodePoints(end, -1);
        }
        return line.substring(0, end).strip() + CUT;
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
