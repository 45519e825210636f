package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.change.Marker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SyncResultTest {
    private static final Instant STARTED = Instant.parse("2026-02-03T04:05:06Z");

    @ParameterizedTest
    @EnumSource
    void survivesJson(Outcome outcome) {
        SyncResult result = result("fedora", outcome, "Why.");

        assertThat(SyncResult.parse(result.toJson())).contains(result);
        assertThat(result.toJson())
                .contains("\"outcome\":\"" + outcome.word() + "\"")
                .contains("\"started\":\"2026-02-03T04:05:06Z\"")
                .contains("\"succeeded\":null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "é", "\uD83D\uDE00", "x"})
    void fitsATerminationMessageWhateverTheUpstreamSaid(String said) {
        SyncResult result = new SyncResult(
                "p".repeat(253),
                "p".repeat(128),
                "m".repeat(64),
                said.repeat(128),
                Outcome.FAILED,
                said.repeat(100_000),
                Lack.Kind.BAD_SIGNATURE.word(),
                "u".repeat(512),
                STARTED,
                STARTED,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                new Size(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                longest(),
                STARTED,
                STARTED,
                STARTED,
                new Marker("a".repeat(240)));

        assertThat(result.toJson().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(7 * 512);
        assertThat(result.reason()).startsWith(said).endsWith("…").doesNotContain("\uFFFD");
    }

    @Test
    void aReasonIsOneLine() {
        assertThat(result("fedora", Outcome.FAILED, "a\n\tb\u001b[31m\u2028c").reason())
                .isEqualTo("a b [31m c");
    }

    @Test
    void anOutcomeOfALaterVersionIsAFailure() {
        assertThat(SyncResult.parse("{\"project\": \"fedora\", \"outcome\": \"Melted\", \"slot\": 3}"))
                .hasValueSatisfying(result -> assertThat(result.outcome()).isEqualTo(Outcome.FAILED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{", "[]", "{}", "7", "\u0000\u0000", "{\"project\": \"x\", \"started\": \"soon\"}"})
    void whatIsNoResultCountsAsAbsent(String text) {
        assertThat(SyncResult.parse(text)).isEmpty();
    }

    @Test
    void aStatusIsSortedAndLeavesOutWhatItCannotRead() {
        String b = result("b", Outcome.UPDATED, "").toJson();
        String a = result("a", Outcome.REFUSED, "No.").toJson();

        StorageStatus status = StorageStatus.parse("{\"projects\": [" + b + ", 7, {}, " + a + "], \"later\": 1}");

        assertThat(status.projects()).extracting(SyncResult::project).containsExactly("a", "b");
        assertThat(StorageStatus.parse(status.toJson())).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[]", "<html>", "{\"projects\": 3}"})
    void whatIsNoStatusIsEmpty(String text) {
        assertThat(StorageStatus.parse(text.getBytes(StandardCharsets.UTF_8)).projects())
                .isEmpty();
    }

    private static SyncResult result(String project, Outcome outcome, String reason) {
        return new SyncResult(
                project,
                "fedora",
                "fedora",
                "Fedora",
                outcome,
                reason,
                null,
                "rsync://mirror.example.net/fedora/",
                STARTED,
                STARTED.plusSeconds(7),
                1,
                2,
                3,
                4,
                Size.of(5, 6),
                new TreeMap<>(Map.of("content", 8L)),
                STARTED.plusSeconds(5),
                null,
                null,
                new Marker("n:5"));
    }

    private static SortedMap<String, Long> longest() {
        SortedMap<String, Long> phases = new TreeMap<>();
        for (Stopwatch.Phase phase : Stopwatch.Phase.values()) {
            phases.put(phase.name(), Long.MAX_VALUE);
        }
        return phases;
    }
}
