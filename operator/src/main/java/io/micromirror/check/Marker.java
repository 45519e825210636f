package io.micromirror.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a small file says of a tree's age.
 *
 * @param value what is compared where equality counts
 */
record Marker(String value, Instant time) {
    private static final int LONGEST = 20_000;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");
    private static final Pattern STATE = Pattern.compile("(?m)^state=([0-9a-f]{40})\\s*$");
    private static final Pattern STATE_DATE = Pattern.compile("date=([0-9T:.Z+-]+)\\z");
    /** As {@code date -u} writes it in the C locale, 24 hours or 12. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);

    /** How the file is written. */
    enum Format {
        /** Seconds since 1970, a fraction allowed: AlmaLinux' TIME, as python's float reads it. */
        @JsonProperty("Epoch")
        EPOCH,
        /** Whole seconds since 1970, space around allowed: Arch's lastsync, as python's int reads it. */
        @JsonProperty("EpochInteger")
        EPOCH_INTEGER,
        /** JSON with milliseconds since 1970 below a key: F-Droid's entry.json. */
        @JsonProperty("JsonMillis")
        JSON_MILLIS,
        /** A first line as {@code date -u} writes it: a trace. */
        @JsonProperty("DateUtc")
        DATE_UTC,
        /** {@code state=} and 40 hex digits, then {@code date=} as the very last text: Manjaro's state. */
        @JsonProperty("State")
        STATE,
        /** Any text, of which the bytes are compared. */
        @JsonProperty("Text")
        TEXT
    }

    /** Nothing where the checker could not read it either. */
    static Optional<Marker> parse(Format format, String key, Answer.Response response) {
        if (response.cut() || response.body().length() > LONGEST) {
            return Optional.empty();
        }
        String text = response.text();
        try {
            return switch (format) {
                case EPOCH -> epoch(text.strip());
                case EPOCH_INTEGER -> text.strip().contains(".") ? Optional.empty() : epoch(text.strip());
                case JSON_MILLIS -> json(text, key);
                case DATE_UTC ->
                    date(text.lines().findFirst().orElse("")).map(time -> new Marker(time.toString(), time));
                case STATE -> state(text);
                case TEXT -> text.isEmpty() ? Optional.empty() : Optional.of(new Marker(response.sha256(), null));
            };
        } catch (DateTimeException | ArithmeticException beyond) {
            return Optional.empty();
        }
    }

    private static Optional<Marker> epoch(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        return within(Instant.ofEpochSecond(new BigDecimal(text).longValue())).map(time -> new Marker(text, time));
    }

    private static Optional<Marker> json(String text, String key) {
        try {
            JsonNode value = Json.MAPPER.readTree(text).path(key == null ? "timestamp" : key);
            return value.isIntegralNumber()
                    ? within(Instant.ofEpochMilli(value.longValue())).map(time -> new Marker(value.asText(), time))
                    : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** The first line of a trace, such as {@code Mon Jan  5 11:22:33 UTC 2026}. */
    static Optional<Instant> date(String line) {
        String words = line.strip().replaceAll("\\s+", " ");
        if (!words.matches(".* (UTC|GMT) [0-9]{4}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(words.replaceFirst(" (UTC|GMT) ", " "), DATE)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    private static Optional<Marker> state(String text) {
        Matcher state = STATE.matcher(text);
        Matcher date = STATE_DATE.matcher(text);
        if (!state.find()) {
            return Optional.empty();
        }
        Instant time = date.find() ? OffsetDateTime.parse(date.group(1)).toInstant() : null;
        return Optional.of(new Marker(state.group(1), time));
    }

    private static Optional<Instant> within(Instant time) {
        return time.isAfter(LATEST) ? Optional.empty() : Optional.of(time);
    }
}
