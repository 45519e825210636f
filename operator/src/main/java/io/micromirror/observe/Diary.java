package io.micromirror.observe;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micromirror.check.Family;
import io.micromirror.fleet.Minutes;
import io.micromirror.fleet.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one mirror saw of those that it watches, minute by minute, for {@value #DAYS} days: this month and the one before. Of
 * it {@code micromirror fleet report} makes how long a mirror could be reached.
 *
 * <p>What is public of it changes four times a day, because each change is a write to the API server; what a restart loses
 * is since then, and the other watcher has it.
 */
public final class Diary {
    private static final int DAYS = 62;
    private static final Duration PUBLISHED = Duration.ofHours(6);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Watched> mirrors = new TreeMap<>();
    private String published = "";
    private boolean recalled;
    private long span;
    private long noted;

    /** Notes how they are seen now, once a minute. */
    public synchronized void note(Collection<Sighting> sightings, Instant now) {
        long minute = Minutes.minute(now);
        if (minute == noted) {
            return;
        }
        noted = minute;
        sightings.forEach(each -> mirrors.merge(each.neighbour().name(), seen(each.answers(), minute), Watched::plus));
        mirrors.replaceAll(
                (_, seen) -> seen.since(minute - Duration.ofDays(DAYS).toMinutes()));
        mirrors.values().removeIf(Watched::isEmpty);
        if (recalled && span(now) != span) {
            span = span(now);
            published = mirrors.isEmpty() ? "" : Watched.toJson(mirrors);
        }
    }

    private static Watched seen(Map<Family, Boolean> answers, long minute) {
        return new Watched(seen(answers.get(Family.IPV4), minute), seen(answers.get(Family.IPV6), minute));
    }

    private static Minutes seen(Boolean answers, long minute) {
        return Minutes.none()
                .with(minute, answers == null ? Minutes.Seen.UNKNOWN : answers ? Minutes.Seen.UP : Minutes.Seen.DOWN);
    }

    private static long span(Instant now) {
        return now.getEpochSecond() / PUBLISHED.toSeconds();
    }

    /**
     * What is to be public.
     *
     * @param before what was so when the process began; it is taken up once
     */
    public synchronized String published(String before, Instant now) {
        if (!recalled) {
            recalled = true;
            span = span(now);
            published = before;
            parse(before).forEach((name, seen) -> mirrors.merge(name, seen, (later, earlier) -> earlier.plus(later)));
        }
        return published;
    }

    /** As it was said last. */
    public synchronized String published() {
        return published;
    }

    private static Map<String, Watched> parse(String text) {
        try {
            return Watched.of(JSON.readTree(text));
        } catch (JacksonException unreadable) {
            return Map.of();
        }
    }
}
