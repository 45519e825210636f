package io.micromirror.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.check.Glance;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a stranger answers is a sentence. */
class JudgementTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Neighbour BOX = new Neighbour("box", URI.create("http://box.example.net/"), "box.example.net");
    private static final String GOOD =
            "{\"hostname\":\"Box.example.net\",\"aliases\":[\"m.example.net\"],\"projects\":[]}";
    private static final String FINE = "Answered[clock=, content=]";

    private static Glance.Answered ok(String body) {
        return new Glance.Answered(200, null, body.length(), NOON, body, false);
    }

    private static String judged(Look look, Glance.Seen seen) {
        return Judgement.of(BOX, look, seen, NOON).toString();
    }

    private static String read(String body) {
        return judged(Look.WHOLE, ok(body));
    }

    @Test
    void aMirrorIsThere() {
        assertThat(read(GOOD)).isEqualTo(FINE);
        assertThat(read(GOOD.replace("Box.", "old.").replace("m.", "box."))).isEqualTo(FINE);
        assertThat(judged(Look.HEAD, ok(""))).isEqualTo("Answered[clock=, content=null]");
        assertThat(judged(Look.START, ok(GOOD.substring(0, 40)))).isEqualTo("Answered[clock=, content=null]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "302 | https://portal.example.net/ | Failed[why=redirects to https://portal.example.net/, which no mirror of ours does]",
                "301 |                             | Failed[why=redirects to nowhere, which no mirror of ours does]",
                "503 |                             | Failed[why=answers 503]",
                "404 |                             | Answered[clock=, content=answers 404 for http://box.example.net/status.json]",
                "206 |                             | Answered[clock=, content=null]",
            })
    void statusesAreJudged(int status, String location, String judgement) {
        assertThat(judged(Look.HEAD, new Glance.Answered(status, location, 0, null, "", false)))
                .isEqualTo(judgement);
    }

    @Test
    void anotherBoxIsNotIt() {
        String other = GOOD.replace("Box.example.net", "other.example.net\\u001b[2J");
        String sentence = "Failed[why=is another box: it calls itself other.example.net [2j]";
        assertThat(read(other)).isEqualTo(sentence);
        assertThat(judged(Look.START, ok(other.substring(0, 60)))).isEqualTo(sentence);
        assertThat(Judgement.of(new Neighbour("1.2.3.4", BOX.root(), null), Look.WHOLE, ok(other), NOON))
                .hasToString(FINE);
    }

    @Test
    void filesThatAreNoneAreOddAndTheMirrorIsThere() {
        assertThat(read(GOOD.substring(0, GOOD.length() - 3)))
                .startsWith("Answered[clock=, content=its status.json cannot be read: Unexpected end-of-input");
        assertThat(read("<html>")).startsWith("Answered[clock=, content=its status.json cannot be read: ");
        assertThat(read("")).isEqualTo("Answered[clock=, content=its status.json cannot be read: it is no object]");
        assertThat(read("{\"version\": 9, \"mirror\": {}}"))
                .isEqualTo("Answered[clock=, content=its status.json is of another version, or no mirror's: it names no"
                        + " host and projects]");
        assertThat(read("{\"x\":" + "[".repeat(5000)))
                .startsWith("Answered[clock=, content=its status.json cannot be read: ");
        String large = "Answered[clock=, content=its status.json is larger than 256 KB]";
        assertThat(judged(Look.HEAD, new Glance.Answered(200, null, 1L << 30, NOON, "", false)))
                .isEqualTo(large);
        assertThat(judged(Look.WHOLE, new Glance.Answered(200, null, -1, NOON, GOOD, true)))
                .isEqualTo(large);
    }

    @Test
    void aClockThatIsADayOffIsOdd() {
        assertThat(judged(Look.HEAD, new Glance.Answered(200, null, 1, NOON.plus(Duration.ofHours(25)), "", false)))
                .isEqualTo("Answered[clock=its clock is 25 hours ahead of ours, content=null]");
        assertThat(judged(Look.HEAD, new Glance.Answered(200, null, 1, NOON.minus(Duration.ofDays(3)), "", false)))
                .isEqualTo("Answered[clock=its clock is 3 days behind ours, content=null]");
    }

    @Test
    void silenceHasItsReason() {
        assertThat(judged(Look.HEAD, new Glance.Silent("refused the connection")))
                .isEqualTo("Failed[why=refused the connection]");
        assertThat(judged(Look.HEAD, new Glance.Nowhere())).isEqualTo("Nowhere[]");
        assertThat(judged(Look.HEAD, new Glance.NotFromHere("there is no IPv6 here")))
                .isEqualTo("NotFromHere[why=there is no IPv6 here]");
    }
}
