package io.micromirror.change;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an upstream had published, as one short word: a part for each file that was asked for. Numbers and times have an
 * order, so that one of several hosts behind a name that lags is no news; digests are the same or not.
 */
public record Marker(@JsonValue String word) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9:,]{1,240}");
    private static final Pattern NUMBER = Pattern.compile("\\s*([0-9]{1,18})\\s*");
    private static final Pattern SERIAL =
            Pattern.compile("^Archive serial: *([0-9]{1,18}) *$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final String ORDERED = "n:";
    private static final int DIGEST = 8;

    @JsonCreator
    public Marker {
        if (word == null || !WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("a marker is a word of a-z, 0-9, ':' and ','");
        }
    }

    static Marker of(List<String> parts) {
        return new Marker(String.join(",", parts));
    }

    /** What a file's bytes say. */
    static String part(Comparison compare, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Matcher serial = SERIAL.matcher(text);
        if (compare == Comparison.SERIAL && serial.find()) {
            return ORDERED + Long.parseLong(serial.group(1));
        }
        Matcher number = NUMBER.matcher(text);
        return number.matches() ? ORDERED + Long.parseLong(number.group(1)) : digest(content);
    }

    /** What a file's time says, and its size: a second change in one second is seen by the size alone. */
    static String part(Instant modified, long size) {
        return ORDERED + modified.getEpochSecond() + ":" + size;
    }

    /** Whether this stands for something that the other does not have. */
    public boolean isNewerThan(Marker other) {
        String[] mine = word.split(",", -1);
        String[] theirs = other.word.split(",", -1);
        if (mine.length != theirs.length) {
            return true;
        }
        for (int i = 0; i < mine.length; i++) {
            if (isNewer(mine[i], theirs[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNewer(String mine, String theirs) {
        if (!mine.startsWith(ORDERED) || !theirs.startsWith(ORDERED)) {
            return !mine.equals(theirs);
        }
        int order = Long.compare(number(mine), number(theirs));
        return order > 0 || (order == 0 && !mine.equals(theirs));
    }

    private static long number(String part) {
        String digits = part.split(":", -1)[1];
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static String digest(byte[] content) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(all, 0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
