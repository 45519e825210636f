package io.micromirror.sync;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tells a person how a run goes on: each step as it begins, and the count now and then, as lines that are of use in a
 * log. Of a first sync it also keeps a note for those who cannot see the log.
 */
final class Progress {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** A run that takes longer than this is told of only once as often. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private final PrintWriter out;
    private final Clock clock;
    private final Instant began;
    private final Map<RsyncOutput, Long> counts = new HashMap<>();
    private Instant told;
    private Instant moved;
    private long toldBytes;
    private OptionalLong expected = OptionalLong.empty();
    private FirstNote note = FirstNote.NONE;

    Progress(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.began = clock.instant();
        this.told = began;
        this.moved = began;
    }

    /** From now on this is a first sync. */
    synchronized void first(FirstNote keeper) {
        note = keeper;
    }

    /** Bytes that are to come, where a list of the upstream tells. */
    synchronized void expect(long bytes) {
        expected = OptionalLong.of(bytes);
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
        moved = clock.instant();
    }

    /** For how long nothing has moved. */
    synchronized Duration still() {
        return Duration.between(moved, clock.instant());
    }

    /** What rsync says of its work, line by line. */
    synchronized void count(RsyncOutput output) {
        moved = clock.instant();
        counts.put(output, output.progress());
        Instant now = clock.instant();
        Duration pause = Duration.between(began, now).compareTo(SHORT) < 0 ? PAUSE : SHORT;
        if (Duration.between(told, now).compareTo(pause) >= 0) {
            long bytes = counts.values().stream().mapToLong(Long::longValue).sum();
            long rate = (bytes - toldBytes)
                    * 1000
                    / Math.max(1, Duration.between(told, now).toMillis());
            FirstSync far = far(bytes, total(output), rate);
            say("  " + far.words() + ", " + output.tally().changes() + " changes");
            told = now;
            toldBytes = bytes;
            note.keep(far, now);
        }
    }

    private FirstSync far(long bytes, OptionalLong total, long rate) {
        long done = note.before() + bytes;
        if (total.isEmpty() || total.getAsLong() < 1) {
            return new FirstSync(note.project(), note.since().orElse(began), done, null, rate, null);
        }
        long whole = Math.max(total.getAsLong(), done);
        return new FirstSync(
                note.project(),
                note.since().orElse(began),
                done,
                (int) (100.0 * done / whole),
                rate,
                rate > 0 ? (whole - done) / rate : null);
    }

    private OptionalLong total(RsyncOutput output) {
        return expected.isPresent() ? OptionalLong.of(note.before() + expected.getAsLong()) : output.total();
    }

    void end(SyncResult result) {
        String reason = result.reason().isEmpty() ? "" : " " + result.reason();
        say("%s: %s. %d new or changed, %d deleted, %s received in %d s.%s"
                .formatted(
                        result.project(),
                        result.outcome().word(),
                        result.files(),
                        result.deleted(),
                        size(result.bytes()),
                        Duration.between(result.started(), result.finished()).toSeconds(),
                        reason));
    }

    /** In powers of 1000, as disks and lines are sold. */
    static String size(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1000 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }
}
