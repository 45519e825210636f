package io.micromirror.traffic;

import static io.micromirror.traffic.GrowingLog.add;
import static io.micromirror.traffic.GrowingLog.allocated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts logs that grow, by real files; time is told. */
final class FollowerTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path folder;

    private Path log;
    private Instant now = NOON;

    @BeforeEach
    void start() {
        log = folder.resolve("access.log");
    }

    @Test
    void whatIsAddedIsCountedOnce() throws IOException {
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/pool/a.deb", 1000));
            minute(follower);
            add(log, hit("debian/pool/a.deb", 200), hit("archlinux/core.db", 30));
            minute(follower);
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 1200L, "archlinux", 30L));
        assertThat(published().month().bytes()).isEqualTo(1230);
    }

    @Test
    void halfALineWaitsForItsEnd() throws IOException {
        try (Follower follower = follower("pod-a")) {
            String line = hit("debian/pool/a.deb", 1000);
            Files.writeString(log, line.substring(0, 20));
            minute(follower);
            Files.writeString(log, line.substring(20) + "\n", StandardOpenOption.APPEND);
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 1000L));
        assertThat(published().totals().unread()).isZero();
    }

    @Test
    void whatWasNotKeptBeforeAKillIsReadAgain() throws IOException {
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/a", 1));
            minute(follower);
            add(log, hit("debian/b", 10));
            follower.round(now.plusSeconds(1)); // counted, but no checkpoint yet
        }
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/c", 100));
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 111L));
    }

    @Test
    void aRotatedLogIsReadToItsEndAlsoWhenItsWriterIsSlow() throws IOException {
        Path rotated = folder.resolve("access.log.1");
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/a", 1));
            minute(follower);
            Files.move(log, rotated);
            add(rotated, hit("debian/b", 10));
            add(log, hit("debian/c", 100));
            follower.round(now.plusSeconds(1));
            add(rotated, hit("debian/d", 1000));
            follower.round(now.plusSeconds(2));
        }
        // After a kill, too: the rotated file is known by its number.
        try (Follower follower = follower("pod-a")) {
            minute(follower);
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 1111L));
    }

    @Test
    void logsThatCameAndWentWhileNobodyCountedAreCounted() throws IOException {
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/a", 1));
            minute(follower);
        }
        add(log, hit("debian/b", 10));
        Files.move(log, folder.resolve("access.log.2"));
        add(log, hit("debian/c", 100));
        Files.move(log, folder.resolve("access.log.1"));
        add(log, hit("debian/d", 1000));
        try (Follower follower = follower("pod-a")) {
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 1111L));
    }

    @Test
    void aTruncatedLogBeginsAnew() throws IOException {
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/a", 1), hit("debian/b", 10));
            minute(follower);
            Files.writeString(log, "");
            add(log, hit("debian/c", 100));
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 111L));
    }

    @Test
    void aLineLongerThanAnyIsCountedAsUnreadAndTheNextIsNot() throws IOException {
        try (Follower follower = follower("pod-a")) {
            add(log, "x".repeat(1 << 20), hit("debian/a", 1));
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 1L));
        assertThat(published().totals().unread()).isEqualTo(1);
    }

    @Test
    void aDayEndsInASummaryAndTheCountersGoOn() throws IOException {
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/a", 1));
            minute(follower);
            now = Instant.parse("2026-11-24T00:05:00Z");
            add(log, hit("debian/b", 10));
            minute(follower);
            add(log, hit("debian/c", 100));
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 111L));
        assertThat(published().month().bytes()).isEqualTo(111);
        Path day = folder.resolve("traffic/days/2026-11-23.pod-a-0.summary");
        assertThat(Json.read(day).bytes()).isEqualTo(11);
        assertThat(Json.read(day).node()).isEqualTo("box");
    }

    @Test
    void aDayThatWasWrittenTwiceBecauseOfAKillCountsOnce() throws IOException {
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/a", 1));
            minute(follower);
        }
        Path checkpoint = folder.resolve("traffic/pod-a.checkpoint");
        byte[] before = Files.readAllBytes(checkpoint);
        now = Instant.parse("2026-11-24T00:05:00Z");
        try (Follower follower = follower("pod-a")) {
            minute(follower);
        }
        Files.write(checkpoint, before); // as if the kill had come between day and checkpoint
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/b", 10));
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 11L));
        assertThat(published().month().bytes()).isEqualTo(11);
        try (Stream<Path> days = Files.list(folder.resolve("traffic/days"))) {
            assertThat(days).hasSize(1);
        }
    }

    @Test
    void theNextPodTakesOverWhatOneThatIsGoneCounted() throws IOException {
        Path other = folder.resolve("other.log");
        try (Follower young = follower("pod-b", other)) {
            try (Follower old = follower("pod-a")) {
                add(log, hit("debian/a", 1));
                minute(old);
                add(other, hit("debian/b", 10));
                minute(young);
                add(log, hit("debian/c", 100));
                minute(old);
                assertThat(bytes()).isEqualTo(Map.of("debian", 111L));
            }
            minute(young);
            assertThat(bytes()).isEqualTo(Map.of("debian", 111L));
            add(other, hit("debian/d", 1000));
            minute(young);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 1111L));
        assertThat(folder.resolve("traffic/pod-a.checkpoint")).doesNotExist();
        assertThat(published().totals().lines()).isEqualTo(4);
    }

    @Test
    void aMonthThatIsOverIsToldOfInTheNextOneAlsoAfterARestart() throws IOException {
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/a", 1000), hit("archlinux/core.db", 30));
            minute(follower);
            now = Instant.parse("2026-12-01T00:05:00Z");
            minute(follower);
        }
        try (Follower follower = follower("pod-a")) {
            add(log, hit("debian/b", 7));
            minute(follower);
        }
        assertThat(published().months()).hasSize(2);
        assertThat(published().months().getLast().projects()).isEqualTo(Map.of("debian", 7L));
        assertThat(published().months().getFirst())
                .isEqualTo(new CalendarMonth(
                        "2026-11",
                        NOON,
                        Instant.parse("2026-12-01T00:00:00Z"),
                        1030,
                        0,
                        Map.of("debian", 1000L, "archlinux", 30L)));
    }

    @Test
    void twoOfOneNameAreRefused() throws IOException {
        try (Follower _ = follower("pod-a")) {
            assertThatIOException().isThrownBy(() -> follower("pod-a")).withMessageContaining("another --name");
        }
    }

    @Test
    void countedLinesGiveTheirSpaceBackAndTheirWriterGoesOn() throws IOException, InterruptedException {
        long all;
        try (Follower follower =
                Follower.start(new Follower.Sources("box", List.of(log), null, true), store("pod-a"), now)) {
            String[] many = new String[20_000];
            for (int i = 0; i < many.length; i++) {
                many[i] = hit("debian/pool/" + i, 1);
            }
            add(log, many);
            all = allocated(log);
            minute(follower);
            assertThat(allocated(log)).isLessThan(all / 10);
            add(log, hit("debian/a", 5));
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("debian", 20_005L));
    }

    @Test
    void projectsAreWhereTheSiteSaysAndMayMove() throws IOException {
        Path site = Files.writeString(folder.resolve("site.json"), """
                {"projects": [{"name": "demo", "path": "mirrors/demo", "module": "demo-rsync", "aliases": ["old"]}]}
                """);
        Follower.Sources sources = new Follower.Sources("box", List.of(log), site, false);
        try (Follower follower = Follower.start(sources, store("pod-a"), now)) {
            add(log, hit("mirrors/demo/a", 1), hit("old/a", 10), hit("elsewhere/a", 1000));
            add(log, "2026/11/23 12:00:00 [7] send - [2001:db8::1] demo-rsync () b c.txt 100");
            add(log, "2026/11/23 12:00:00 [7] sent 100 bytes  received 7 bytes  total size 100");
            minute(follower);
            Files.writeString(
                    site, "{\"projects\": [{\"name\": \"demo\", \"path\": \"elsewhere\", \"module\": \"e\"}]}");
            minute(follower);
            add(log, hit("elsewhere/a", 10_000));
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("demo", 10_111L, "-", 1000L));
        assertThat(published().totals().projects().get("demo").bytes6()).isEqualTo(100);
        assertThat(published().totals().unread()).isZero();
    }

    @Test
    void theSiteSaysWhoseAPathIsEvenWhereAnotherProjectUsuallyLies() throws IOException {
        Path site = Files.writeString(folder.resolve("site.json"), """
                {"projects": [{"name": "demo-debian", "path": "debian", "module": "debian"}]}
                """);
        Follower.Sources sources = new Follower.Sources("box", List.of(log), site, false);
        try (Follower follower = Follower.start(sources, store("pod-a"), now)) {
            add(log, hit("debian/a", 1), hit("debian/b", 10));
            minute(follower);
        }
        assertThat(bytes()).isEqualTo(Map.of("demo-debian", 11L));
    }

    private Follower follower(String name) throws IOException {
        return follower(name, log);
    }

    private Follower follower(String name, Path of) throws IOException {
        return Follower.start(new Follower.Sources("box", List.of(of), null, false), store(name), now);
    }

    private TrafficStore store(String name) throws IOException {
        return TrafficStore.open(folder.resolve("traffic"), name);
    }

    private void minute(Follower follower) throws IOException {
        now = now.plus(Duration.ofMinutes(1));
        follower.round(now);
    }

    private String hit(String path, long bytes) {
        return "4 %d.123 200 %d \"GET /%s HTTP/1.1\" \"curl/8\"".formatted(now.getEpochSecond(), bytes, path);
    }

    private TrafficReport published() throws IOException {
        return Published.parse(Files.readString(folder.resolve(Published.FILE)))
                .orElseThrow()
                .report();
    }

    private Map<String, Long> bytes() throws IOException {
        return published().totals().projects().entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().bytes()));
    }
}
