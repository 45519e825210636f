package io.micromirror.traffic;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts logs while they are written. Once a minute, if there was anything, it keeps a {@link Checkpoint} and tells the
 * totals; after midnight (UTC) it writes the summary of the day.
 */
final class Follower implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    /** A request that ended before midnight may be written after it. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private final Sources sources;
    private final TrafficStore store;
    private final Ledger ledger;
    private final List<Tail> tails = new ArrayList<>();
    private final Trimming trimming;
    private Past past = new Past();
    private String site = "";
    private final Catalogue shipped = Catalogue.shipped();
    private Attribution attribution = new Attribution(shipped);
    private List<Position> kept;
    private Instant due;

    /**
     * What is counted.
     *
     * @param node whose logs these are
     * @param logs their names
     * @param site where the mirror's projects lie, see {@link Carried}; may be null
     * @param trim whether to give back the space of what was counted
     */
    record Sources(String node, List<Path> logs, Path site, boolean trim) {}

    private Follower(Sources sources, TrafficStore store, Checkpoint left) {
        this.sources = sources;
        this.store = store;
        this.ledger = new Ledger(sources.node(), left, attribution);
        this.kept = left.positions();
        this.trimming = new Trimming(sources.trim());
    }

    /** Goes on where the writer of that store ended. */
    static Follower start(Sources sources, TrafficStore store, Instant now) throws IOException {
        Checkpoint left = store.checkpoint().orElseGet(() -> Checkpoint.first(day(now)));
        Follower follower = new Follower(sources, store, left);
        for (Path each : sources.logs()) {
            follower.tails.add(new Tail(each, left.positions(), now));
        }
        follower.due = now;
        follower.remember(now);
        return follower;
    }

    /** Counts what is new, and keeps it when it is time. */
    void round(Instant now) throws IOException {
        if (!now.isBefore(due)) {
            look();
        }
        for (Tail tail : tails) {
            tail.read(ledger.counting(), now);
        }
        if (!now.isBefore(due)) {
            keep(now);
            due = now.plus(BETWEEN);
        }
    }

    /** Keeps what was counted, if that is more than was kept. */
    void keep(Instant now) throws IOException {
        Map<String, Checkpoint> gone = store.abandoned();
        if (!gone.isEmpty()) {
            log.info("Taking over what {} counted.", gone.keySet());
            ledger.takeOver(gone, attribution);
        }
        List<Position> positions =
                tails.stream().flatMap(tail -> tail.positions().stream()).toList();
        boolean dayOver = ledger.last().day().isBefore(day(now.minus(LATE)));
        if (positions.equals(kept) && gone.isEmpty() && !dayOver) {
            return;
        }
        Checkpoint next = ledger.checkpoint(positions);
        if (dayOver) {
            next = closeDay(next, now);
        }
        store.keep(next);
        kept = positions;
        trimming.trim(positions);
        store.publish(next, sent(next, now));
        for (String other : next.takenOver()) {
            store.forget(other);
        }
        ledger.settled();
    }

    private Checkpoint closeDay(Checkpoint of, Instant now) throws IOException {
        long files = of.files();
        if (of.summary().lines() > 0) {
            store.keepDay(of.day(), files++, of.summary());
        }
        Checkpoint next =
                new Checkpoint(day(now), files, of.positions(), of.totals(), Summary.nothing(), of.takenOver());
        ledger.goOn(next, attribution);
        remember(now);
        return next;
    }

    /** Takes up projects that came or moved. */
    private void look() throws IOException {
        if (sources.site() == null || !Files.exists(sources.site())) {
            return;
        }
        String text = Files.readString(sources.site());
        if (!text.equals(site)) {
            site = text;
            attribution = new Attribution(Carried.parse(text).in(shipped));
            ledger.attribute(attribution);
        }
    }

    private void remember(Instant now) throws IOException {
        Past read = new Past();
        store.daysSince(Past.first(now), read::add);
        past = read;
    }

    private Sent sent(Checkpoint checkpoint, Instant now) {
        Past all = new Past(past);
        all.add(checkpoint.summary());
        return all.sent(now);
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    @Override
    public void close() throws IOException {
        for (Tail tail : tails) {
            tail.close();
        }
        store.close();
    }
}
