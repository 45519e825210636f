package io.micromirror.fleet;

import io.micromirror.fleet.Minutes.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long a mirror could be reached, as those that watch it saw it. A minute counts against it only when every watcher that
 * could tell says so, which is one whose own network was up: others answered it; a minute of which none can tell counts not at
 * all. A watcher needs five attempts in vain before it says so, and one answer before it does not: what is shorter than
 * about a minute is not seen. Pure.
 *
 * @param all over any family
 * @param outages in which it answered over none, the first one first
 * @param watchers who could tell of any of it
 */
record Uptime(Count all, Count ipv4, Count ipv6, List<Outage> outages, List<String> watchers) {
    Uptime {
        outages = List.copyOf(outages);
        watchers = List.copyOf(watchers);
    }

    /** Minutes in which it answered, and in which it did not. */
    record Count(long up, long down) {
        private static Count of(Seen[] minutes) {
            return new Count(count(minutes, Seen.UP), count(minutes, Seen.DOWN));
        }

        private static long count(Seen[] minutes, Seen which) {
            return Arrays.stream(minutes).filter(which::equals).count();
        }

        long known() {
            return up + down;
        }

        /** Never rounded up: 100 % is a month without a minute's outage. */
        String percent() {
            return down == 0 ? "100 %" : "%.2f %%".formatted(Math.floor(up * 10_000.0 / known()) / 100);
        }
    }

    /** From the first minute without an answer to the first one with. */
    record Outage(Instant from, Instant until) {
        Duration length() {
            return Duration.between(from, until);
        }
    }

    /** @param seen by the names of the watchers */
    static Uptime of(Instant from, Instant until, Map<String, Watched> seen) {
        long begin = Minutes.minute(from);
        long end = Math.max(begin, Minutes.minute(until));
        Seen[] ipv4 = together(begin, end, seen.values(), Watched::ipv4);
        Seen[] ipv6 = together(begin, end, seen.values(), Watched::ipv6);
        Seen[] all = new Seen[ipv4.length];
        Arrays.setAll(all, i -> either(ipv4[i], ipv6[i]));
        return new Uptime(
                Count.of(all),
                Count.of(ipv4),
                Count.of(ipv6),
                outages(begin, all),
                seen.entrySet().stream()
                        .filter(each -> tells(begin, end, each.getValue()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList());
    }

    private static boolean tells(long begin, long end, Watched seen) {
        return Stream.of(seen.ipv4(), seen.ipv6())
                .flatMap(each -> Arrays.stream(each.between(begin, end)))
                .anyMatch(each -> each != Seen.UNKNOWN);
    }

    private static Seen[] together(long begin, long end, Collection<Watched> seen, Function<Watched, Minutes> which) {
        Seen[] all = new Seen[Math.toIntExact(end - begin)];
        Arrays.fill(all, Seen.UNKNOWN);
        for (Watched each : seen) {
            Seen[] minutes = which.apply(each).between(begin, end);
            Arrays.setAll(all, i -> either(all[i], minutes[i]));
        }
        return all;
    }

    /** One answer is enough; who knows nothing says nothing. */
    private static Seen either(Seen one, Seen other) {
        return one == Seen.UP || other == Seen.UP
                ? Seen.UP
                : one == Seen.DOWN || other == Seen.DOWN ? Seen.DOWN : Seen.UNKNOWN;
    }

    private static List<Outage> outages(long begin, Seen[] all) {
        List<Outage> outages = new ArrayList<>();
        int[] starts = IntStream.range(0, all.length)
                .filter(i -> all[i] == Seen.DOWN && (i == 0 || all[i - 1] != Seen.DOWN))
                .toArray();
        for (int start : starts) {
            int end = start;
            while (end < all.length && all[end] == Seen.DOWN) {
                end++;
            }
            outages.add(new Outage(moment(begin + start), moment(begin + end)));
        }
        return outages;
    }

    private static Instant moment(long minute) {
        return Instant.ofEpochSecond(minute * 60);
    }
}
