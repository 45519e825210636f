package io.micromirror.observe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.micromirror.check.Glance;
import io.micromirror.fleet.Plain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a look says of a mirror. Whoever answers in its place (by a redirect, another name or not in HTTP) is not it; a
 * {@code status.json} that cannot be read is odd, and says nothing against reaching it. Pure.
 */
final class Judgement {
    /** What is read of a {@code status.json} at most; a box with all projects says a tenth of it. */
    static final int LARGEST = 256 << 10;

    /** Where the host names itself. */
    static final int START = 512;

    private static final Duration WRONG = Duration.ofMinutes(10);
    private static final JsonFactory JSON = new JsonFactory();

    private Judgement() {}

    /** What a {@code status.json}, or its beginning, says; names are empty and {@code broken} null where it does not. */
    private record Said(List<String> names, boolean projects, String broken) {}

    static Sample of(Neighbour neighbour, Look look, Glance.Seen seen, Instant now) {
        return switch (seen) {
            case Glance.Nowhere _ -> new Sample.Nowhere();
            case Glance.NotFromHere(String why) -> new Sample.NotFromHere(why);
            case Glance.Silent(String why) -> new Sample.Failed(Plain.words(why));
            case Glance.Answered answer -> answered(neighbour, look, answer, now);
        };
    }

    private static Sample answered(Neighbour neighbour, Look look, Glance.Answered answer, Instant now) {
        if (answer.status() / 100 == 3) {
            String where = answer.location() == null ? "nowhere" : Plain.words(answer.location());
            return new Sample.Failed("redirects to " + where + ", which no mirror of ours does");
        }
        if (answer.status() >= 500) {
            return new Sample.Failed("answers " + answer.status());
        }
        String clock = clock(answer.date(), now);
        if (answer.status() >= 400) {
            return new Sample.Answered(clock, "answers " + answer.status() + " for " + neighbour.status());
        }
        if (look == Look.HEAD) {
            return new Sample.Answered(clock, answer.length() > LARGEST ? large() : null);
        }
        Said said = read(answer.body());
        if (neighbour.hostname() != null
                && !said.names().isEmpty()
                && !said.names().contains(neighbour.hostname().toLowerCase(Locale.ROOT))) {
            return new Sample.Failed("is another box: it calls itself "
                    + Plain.words(said.names().getFirst()));
        }
        return new Sample.Answered(clock, look == Look.START ? null : content(answer, said));
    }

    private static String content(Glance.Answered answer, Said said) {
        if (answer.cut() || answer.length() > LARGEST) {
            return large();
        }
        if (said.broken() != null) {
            return "its status.json cannot be read: " + said.broken();
        }
        return said.names().isEmpty() || !said.projects()
                ? "its status.json is of another version, or no mirror's: it names no host and projects"
                : "";
    }

    private static String large() {
        return "its status.json is larger than " + (LARGEST >> 10) + " KB";
    }

    private static String clock(Instant date, Instant now) {
        Duration ahead = date == null ? Duration.ZERO : Duration.between(now, date);
        return ahead.abs().compareTo(WRONG) <= 0
                ? ""
                : "its clock is %s %s ours"
                        .formatted(Plain.span(ahead.abs()), ahead.isNegative() ? "behind" : "ahead of");
    }

    /** As far as it goes: a beginning says all that it has. */
    private static Said read(String body) {
        List<String> names = new ArrayList<>();
        boolean projects = false;
        try (JsonParser in = JSON.createParser(body.getBytes(StandardCharsets.ISO_8859_1))) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return new Said(names, false, "it is no object");
            }
            for (JsonToken token = in.nextToken(); token == JsonToken.FIELD_NAME; token = in.nextToken()) {
                String field = in.currentName();
                JsonToken value = in.nextToken();
                projects |= field.equals("projects") && value == JsonToken.START_ARRAY;
                if (field.equals("hostname") || field.equals("aliases")) {
                    texts(in, names);
                } else {
                    in.skipChildren();
                }
            }
            return new Said(names, projects, null);
        } catch (IOException broken) {
            return new Said(names, projects, why(broken));
        }
    }

    /** A text, or those of a list; all in small letters. */
    private static void texts(JsonParser in, List<String> into) throws IOException {
        int depth = 0;
        for (JsonToken token = in.currentToken(); token != null; token = in.nextToken()) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING) {
                into.add(in.getText().toLowerCase(Locale.ROOT));
            }
            if (depth == 0) {
                return;
            }
        }
    }

    private static String why(IOException broken) {
        String words = Plain.words(String.valueOf(broken.getMessage()).replaceFirst("(?s)[\\n:].*", ""));
        return words == null ? "it is no JSON" : words;
    }
}
