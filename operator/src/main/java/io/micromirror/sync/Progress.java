package io.micromirror.sync;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells a person how a run goes on: each step as it begins, and the count at most every ten seconds. */
final class Progress {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private final PrintWriter out;
    private final Clock clock;
    private Instant told;
    private Instant moved;

    Progress(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.told = clock.instant();
        this.moved = told;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
        told = clock.instant();
        moved = told;
    }

    /** For how long nothing has moved. */
    synchronized Duration still() {
        return Duration.between(moved, clock.instant());
    }

    /** What rsync says of its work, line by line. */
    synchronized void count(RsyncOutput output) {
        moved = clock.instant();
        if (Duration.between(told, clock.instant()).compareTo(PAUSE) >= 0) {
            say("  " + size(output.progress()) + ", " + output.tally().changes() + " changes so far");
        }
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
