package io.micromirror.node;

/**
 * A number of seconds as a cron expression. Its phase is a stable hash of who syncs what, so that a fleet asks its
 * upstreams all day long and not all at once.
 */
final class CronSchedule {
    private static final int HOUR = 3600;

    private CronSchedule() {}

    /** Minute and hour from {@code seed}, as often as {@code everySeconds} says; it divides an hour or a day evenly. */
    static String of(int everySeconds, String seed) {
        int hash = seed.hashCode();
        if (everySeconds < HOUR) {
            int minutes = everySeconds / 60;
            return "%d-59/%d * * * *".formatted(Math.floorMod(hash, minutes), minutes);
        }
        int hours = everySeconds / HOUR;
        int minute = Math.floorMod(hash, 60);
        int hour = Math.floorMod(hash / 60, hours);
        return hours == 1
                ? "%d * * * *".formatted(minute)
                : hours == 24
                        ? "%d %d * * *".formatted(minute, hour)
                        : "%d %d-23/%d * * *".formatted(minute, hour, hours);
    }
}
