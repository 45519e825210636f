package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log and the storage tell of a first sync, as rsync's lines come in. */
final class ProgressTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    @TempDir
    private Path storage;

    private Instant now = NOON;
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final StringWriter log = new StringWriter();
    private final RsyncOutput rsync = new RsyncOutput();
    private StorageState state;
    private Progress progress;

    @BeforeEach
    void begin() {
        state = new StorageState(storage);
        progress = next();
    }

    @Test
    void aLineTellsTheShareTheRateAndTheTimeLeft() {
        after(5, "  1000000   1%   1.0MB/s  0:00:30 (xfr#1, ir-chk=1000/2000)");
        assertThat(log.toString()).isEmpty();

        after(5, "  2000000   1%   1.0MB/s  0:00:30 (xfr#2, ir-chk=1000/2000)");
        assertThat(lines()).containsExactly("  2.0 MB so far, 200.0 kB/s, 0 changes");

        after(10, " 40000000  10%   1.0MB/s  0:00:30 (xfr#9, to-chk=900/1000)");
        assertThat(lines().getLast()).isEqualTo("  10 %, 40.0 MB so far, 3.8 MB/s, about 1 minutes left, 0 changes");
    }

    @Test
    void aLongRunIsToldOfOnceAMinute() {
        after(70, "  1000000   1%   1.0MB/s  0:00:30 (xfr#1, ir-chk=1000/2000)");
        after(30, "  2000000   1%   1.0MB/s  0:00:30 (xfr#1, ir-chk=1000/2000)");
        after(30, "  3000000   1%   1.0MB/s  0:00:30 (xfr#1, ir-chk=1000/2000)");

        assertThat(lines()).hasSize(2);
    }

    @Test
    void aFirstSyncIsTakenUpWhereTheLastRunLeftIt() {
        progress.first(FirstNote.of("fedora", state));
        after(20, " 40000000  40%   1.0MB/s  0:00:30 (xfr#9, to-chk=600/1000)");

        progress = next();
        progress.first(FirstNote.of("fedora", state));
        after(60, " 10000000  10%   1.0MB/s  0:00:30 (xfr#2, to-chk=500/1000)");

        assertThat(state.firstSync("fedora")).hasValueSatisfying(first -> {
            assertThat(first.since()).isEqualTo(NOON);
            assertThat(first.bytes()).isEqualTo(50_000_000);
            assertThat(first.percent()).isEqualTo(50);
        });
    }

    @Test
    void severalTransfersAreCountedTogether() {
        progress.expect(100_000_000);
        RsyncOutput other = new RsyncOutput();
        other.accept(" 20000000  90%   1.0MB/s  0:00:30 (xfr#2, to-chk=5/10)");
        progress.count(other);

        after(10, " 30000000  80%   1.0MB/s  0:00:30 (xfr#2, to-chk=5/10)");

        assertThat(lines()).containsExactly("  50 %, 50.0 MB so far, 5.0 MB/s, about 1 minutes left, 0 changes");
    }

    @Test
    void thePublicIsToldAtMostEveryFiveMinutesOfAllProjectsTogether() throws IOException {
        state.keep(first("a", 1), NOON);
        tell(NOON);
        state.keep(first("a", 2), NOON.plusSeconds(100));
        state.keep(first("b", 3), NOON.plusSeconds(299));
        assertThat(told().firstSyncs()).containsExactly(first("a", 1));

        state.keep(first("b", 4), NOON.plusSeconds(300));
        assertThat(told().firstSyncs()).containsExactly(first("a", 2), first("b", 4));
    }

    @Test
    void aNoteThatCannotBeReadIsNone() throws IOException {
        Files.writeString(state.of("a").resolve(FirstNote.NAME), "{");

        assertThat(state.firstSync("a")).isEmpty();
        assertThat(FirstSync.parse("null")).isEmpty();
    }

    private Progress next() {
        return new Progress(new PrintWriter(log), clock);
    }

    private void after(long seconds, String line) {
        now = now.plus(Duration.ofSeconds(seconds));
        rsync.accept(line);
        progress.count(rsync);
    }

    private List<String> lines() {
        return log.toString().lines().toList();
    }

    private static FirstSync first(String project, long bytes) {
        return new FirstSync(project, NOON, bytes, 7, 0, null);
    }

    /** As if the status had been written then. */
    private void tell(Instant when) throws IOException {
        Files.setLastModifiedTime(status(), FileTime.from(when));
    }

    private StorageStatus told() throws IOException {
        return StorageStatus.parse(Files.readString(status()));
    }

    private Path status() {
        return storage.resolve(StorageState.DIRECTORY).resolve(StorageState.STATUS);
    }
}
