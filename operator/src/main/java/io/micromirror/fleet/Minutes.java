package io.micromirror.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a mirror answered, minute by minute, in stretches: {@code 44640u} is a month in which it always did. Bounded to
 * {@value #MOST} stretches: beyond, the oldest are forgotten. Pure.
 *
 * @param first of its minutes, since 1970
 */
public record Minutes(long first, List<Stretch> stretches) {
    static final int MOST = 1000;

    private static final Minutes NONE = new Minutes(0, List.of());

    /** More than a year at once is a clock that was wrong. */
    private static final long LONGEST = Duration.ofDays(366).toMinutes();

    private static final long SET_BACK = 60;

    private static final Pattern STRETCH = Pattern.compile("\\G([1-9][0-9]{0,6})([udx])");

    /** What is known of a minute. */
    public enum Seen {
        /** It answered. */
        UP('u'),
        /** It did not, and others did. */
        DOWN('d'),
        /** Nobody looked, or whoever looked had no network of its own. */
        UNKNOWN('x');

        private final char letter;

        Seen(char letter) {
            this.letter = letter;
        }

        private static Seen of(char letter) {
            return letter == UP.letter ? UP : letter == DOWN.letter ? DOWN : UNKNOWN;
        }
    }

    /** So many minutes of the same kind. */
    public record Stretch(Seen seen, long minutes) {}

    public Minutes {
        stretches = List.copyOf(stretches);
    }

    /** None yet. */
    public static Minutes none() {
        return NONE;
    }

    /**
     * As {@link #text} has it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Minutes parse(Instant from, String text) {
        List<Stretch> stretches = new ArrayList<>();
        Matcher each = STRETCH.matcher(text);
        int at = 0;
        for (; at < text.length() && stretches.size() < MOST && each.find(); at = each.end()) {
            stretches.add(new Stretch(Seen.of(each.group(2).charAt(0)), Long.parseLong(each.group(1))));
        }
        if (at < text.length()) {
            throw new IllegalArgumentException("says minutes in other words than 1440u");
        }
        return stretches.isEmpty() ? NONE : new Minutes(minute(from), stretches);
    }

    /** The minute since 1970 that a moment lies in. */
    public static long minute(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), 60);
    }

    /** The first minute after these. */
    public long end() {
        return first + stretches.stream().mapToLong(Stretch::minutes).sum();
    }

    public Instant from() {
        return Instant.ofEpochSecond(first * 60);
    }

    public boolean isEmpty() {
        return stretches.isEmpty();
    }

    public String text() {
        return stretches.stream()
                .map(each -> "" + each.minutes() + each.seen().letter)
                .collect(Collectors.joining());
    }

    /** With that minute; what lies between is unknown, and a minute that was noted already stays as it was. */
    public Minutes with(long minute, Seen seen) {
        return plus(new Minutes(minute, List.of(new Stretch(seen, 1))));
    }

    /** With those of the other that come after these. Where a clock was set back, what it said before is not true. */
    public Minutes plus(Minutes later) {
        if (later.isEmpty()) {
            return this;
        }
        if (isEmpty() || later.first - end() > LONGEST) {
            return later;
        }
        if (later.end() + SET_BACK < end()) {
            return until(later.first).plus(later);
        }
        Minutes rest = later.since(end());
        if (rest.isEmpty()) {
            return this;
        }
        List<Stretch> all = new ArrayList<>(stretches);
        if (rest.first > end()) {
            add(all, new Stretch(Seen.UNKNOWN, rest.first - end()));
        }
        rest.stretches.forEach(each -> add(all, each));
        List<Stretch> kept = all.subList(Math.max(0, all.size() - MOST), all.size());
        return new Minutes(
                rest.end() - kept.stream().mapToLong(Stretch::minutes).sum(), kept);
    }

    private static void add(List<Stretch> to, Stretch next) {
        if (!to.isEmpty() && to.getLast().seen() == next.seen()) {
            to.add(new Stretch(next.seen(), to.removeLast().minutes() + next.minutes()));
        } else {
            to.add(next);
        }
    }

    private Minutes until(long minute) {
        List<Stretch> kept = new ArrayList<>();
        long at = first;
        for (Stretch each : stretches) {
            if (at < minute) {
                kept.add(new Stretch(each.seen(), Math.min(each.minutes(), minute - at)));
            }
            at += each.minutes();
        }
        return kept.isEmpty() ? NONE : new Minutes(first, kept);
    }

    /** Without those before a minute. */
    public Minutes since(long minute) {
        List<Stretch> kept = new ArrayList<>();
        long at = first;
        for (Stretch each : stretches) {
            long end = at + each.minutes();
            if (end > minute) {
                kept.add(new Stretch(each.seen(), end - Math.max(at, minute)));
            }
            at = end;
        }
        return kept.isEmpty() ? NONE : new Minutes(Math.max(first, minute), kept);
    }

    /** For each minute from one to another, what is known of it. */
    Seen[] between(long begin, long end) {
        Seen[] all = new Seen[Math.toIntExact(end - begin)];
        Arrays.fill(all, Seen.UNKNOWN);
        long at = first;
        for (Stretch each : stretches) {
            long next = at + each.minutes();
            for (long minute = Math.max(at, begin); minute < Math.min(next, end); minute++) {
                all[(int) (minute - begin)] = each.seen();
            }
            at = next;
        }
        return all;
    }
}
