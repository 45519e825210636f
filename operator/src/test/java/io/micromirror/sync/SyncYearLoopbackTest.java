package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import io.micromirror.scrub.ScrubSlice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Weeks of a mirror that nobody looks after, by a clock that is set on: each day a publish, runs, a part of a scrub and
 * something that goes wrong. What lies on the disk after the last week is what lay there after the first. Two weeks, or
 * as many days as the system property {@code unattended.days} says: 365 is a year.
 */
final class SyncYearLoopbackTest {
    private static final int WEEK = 7;

    /** Whole weeks, because each day of one has its own trouble. */
    private static final int DAYS = (Integer.getInteger("unattended.days", 2 * WEEK) + WEEK - 1) / WEEK * WEEK;

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    /** A scrub of a week, so that each week reads all. */
    private static final int ROUND = 7;

    /** Times and counts of results grow by some digits. */
    private static final int DIGITS = 200;

    @TempDir
    private Path folder;

    private final Random random = new Random(1);
    private Box box;
    private Repositories repositories;
    private RsyncDaemon daemon;
    private Instant now = BEGIN;
    private int kills;
    private int mended;

    @BeforeEach
    void startUpstream() throws IOException {
        box = new Box(folder).retaining(Duration.ofHours(20).toSeconds());
        repositories = new Repositories(box);
        daemon = RsyncDaemon.offering(box.upstream(), folder);
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @Test
    void afterWeeksThereIsAsMuchOnTheDiskAsAfterTheFirst() throws Exception {
        Map<String, Long> first = Map.of();
        for (int day = 1; day <= DAYS; day++) {
            day(day);
            if (day == WEEK) {
                first = inventory();
            }
        }

        Map<String, Long> last = inventory();
        assertThat(kills).isEqualTo(DAYS / WEEK);
        assertThat(mended).isGreaterThanOrEqualTo(DAYS / WEEK);
        assertThat(last.keySet()).isEqualTo(first.keySet());
        assertThat(bytes(last)).isBetween(bytes(first) - DIGITS, bytes(first) + DIGITS);
    }

    private void day(int day) throws Exception {
        now = BEGIN.plus(Duration.ofDays(day));
        repositories.apt("stable", name(day - 2), name(day - 1), name(day));
        if (day > 1) {
            goesWrong(day % WEEK);
        }
        later(Duration.ofHours(6));
        // A run that was killed may have been past all but its result.
        assertThat(run("tree/").outcome()).as("day %d", day).isIn(Outcome.UPDATED, Outcome.UNCHANGED);
        later(Duration.ofHours(6));
        assertThat(run("tree/").outcome()).as("day %d, at rest", day).isIn(Outcome.UNCHANGED, Outcome.UPDATED);
        ScrubResult scrub =
                ScrubSlice.of(plan("tree/"), box.storage(), ROUND, clock()).orElseThrow();
        mended += (int) scrub.mended();
        assertThat(scrub.open()).isZero();
    }

    /** Of one length, and in a name's place for two weeks. */
    private static String name(int day) {
        return "p%04d_1_all.deb".formatted(1000 + day);
    }

    private void goesWrong(int which) throws Exception {
        switch (which) {
            case 1 -> assertThat(run("nope/").outcome()).isEqualTo(Outcome.REFUSED);
            case 2 -> contradiction();
            case 3 -> full();
            case 4 ->
                assertThat(RsyncDaemon.url(RsyncDaemon.freePort(), "tree/"))
                        .satisfies(dead -> assertThat(
                                        box.at(clock()).run(Layout.APT, dead).outcome())
                                .isEqualTo(Outcome.UNREACHABLE));
            case 5 -> killed();
            case 6 -> flipped();
            default -> purged();
        }
    }

    /** The upstream names what it does not have. */
    private void contradiction() throws IOException {
        Path gone = newest(box.upstream());
        Path aside = folder.resolve("aside");
        Files.move(gone, aside);
        assertThat(run("tree/").outcome()).isEqualTo(Outcome.INCONSISTENT);
        Files.move(aside, gone);
    }

    private void full() {
        box.reserving(Long.MAX_VALUE);
        assertThat(run("tree/").outcome()).isEqualTo(Outcome.NO_SPACE);
        box.reserving(0);
    }

    private void killed() throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.json"), plan("tree/").toJson());
        int call = 1 + random.nextInt(3);
        Process runner = RunnerProcess.cutAt(call, plan, box.storage(), now);
        assertThat(runner.waitFor())
                .as("at %s, cut at call %d: %s", now, call, Files.readString(folder.resolve("runner.log")))
                .isEqualTo(137);
        kills++;
    }

    private void flipped() throws IOException {
        Path file = newest(box.tree());
        FileTime time = Files.getLastModifiedTime(file);
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.write('x');
        }
        Files.setLastModifiedTime(file, time);
        // All of it, so that it is found while an index names it.
        ScrubResult scrub =
                ScrubSlice.of(plan("tree/"), box.storage(), 1, clock()).orElseThrow();
        mended += (int) scrub.mended();
    }

    private void purged() {
        box.asked(new Request(Request.Kind.PURGE, now, ""));
        run("tree/");
    }

    private static Path newest(Path tree) throws IOException {
        try (Stream<Path> files = Files.list(tree.resolve("pool"))) {
            return files.sorted().reduce((_, other) -> other).orElseThrow();
        }
    }

    private SyncResult run(String path) {
        return box.at(clock()).run(Layout.APT, daemon.url(path));
    }

    private SyncPlan plan(String path) {
        return box.plan(Layout.APT, daemon.url(path));
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private void later(Duration more) {
        now = now.plus(more);
    }

    /** Everything below the storage with its size: files, directories, links. Packages and hashes go by their kind. */
    private Map<String, Long> inventory() throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(box.storage())) {
            for (Path path : walk.sorted().toList()) {
                String name = box.storage()
                        .relativize(path)
                        .toString()
                        .replaceAll("p\\d{4}_1_all", "PACKAGE")
                        .replaceAll("[0-9a-f]{64}", "HASH");
                long size = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
                int number = 1;
                while (all.containsKey(name + " " + number)) {
                    number++;
                }
                all.put(name + " " + number, size);
            }
        }
        return all;
    }

    private static long bytes(Map<String, Long> inventory) {
        return inventory.values().stream().mapToLong(Long::longValue).sum();
    }
}
