package io.micromirror.proof;

import java.io.IOException;
import java.util.Locale;

/** Why a group may not go live, as one printable sentence of bounded length, whatever words of others are in it. */
final class Contradiction extends IOException {
    private static final int LONGEST = 600;

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library of its own
    Contradiction(String sentence, Object... facts) {
        super(plain(String.format(Locale.ROOT, sentence, facts)));
    }

    private static String plain(String text) {
        String head = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        String line = head.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
        return line.endsWith(".") ? line : line + ".";
    }
}
