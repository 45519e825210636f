package io.micromirror.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Strangers' words made fit for a terminal and a page: one line, no control characters, no more than anybody reads. */
public final class Plain {
    private static final int LONGEST = 200;

    private Plain() {}

    /** Null where there are none. */
    static String words(JsonNode text) {
        return text.isTextual() ? words(text.textValue()) : null;
    }

    /** Null where nothing is left. Marks that turn the direction of writing go as well: they would turn the whole line. */
    public static String words(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\uFFFE\\uFFFF]+", " ")
                .strip();
        return plain.isEmpty() ? null : plain.length() > LONGEST ? plain.substring(0, LONGEST - 1) + "…" : plain;
    }

    /** Null where it is none. */
    static Instant time(JsonNode text) {
        try {
            return text.isTextual() ? Instant.parse(text.textValue()) : null;
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    /** In the coarsest unit of which there are two. */
    public static String span(Duration span) {
        return span.toDays() > 1
                ? span.toDays() + " days"
                : span.toHours() > 1
                        ? span.toHours() + " hours"
                        : span.toMinutes() > 1 ? span.toMinutes() + " minutes" : "a moment";
    }
}
