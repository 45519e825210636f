package io.micromirror.sync;

import io.micromirror.change.Marker;
import io.micromirror.sync.Stopwatch.Phase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** What there will be to tell of a run, gathered as it goes on. */
final class Report {
    private final SyncPlan plan;
    private final Clock clock;
    private final Instant started;
    private final Stopwatch watch;
    private String upstream = "";
    private Marker marker;
    private Tally tally = Tally.NOTHING;
    private long held;
    private Optional<Size> size = Optional.empty();
    private Optional<Instant> served = Optional.empty();

    Report(SyncPlan plan, Clock clock) {
        this.plan = plan;
        this.clock = clock;
        this.started = now();
        this.watch = new Stopwatch(clock);
    }

    Instant started() {
        return started;
    }

    /** What measures its phases, see {@link Phase}. */
    Stopwatch watch() {
        return watch;
    }

    /** @param seen what the upstream has published by now; null: it does not tell */
    void asking(String url, Marker seen) {
        upstream = url;
        marker = seen;
    }

    /** What an attempt did, also one that was broken off. */
    void add(Fetch fetch, Attempt attempt) {
        tally = tally.plus(fetch.tally()).plus(new Tally(0, 0, attempt.deleted(), 0));
        held = attempt.held();
        size = fetch.size().or(() -> size);
    }

    void served(Instant request) {
        served = Optional.of(request);
    }

    /**
     * @param former the last result, of which what did not change is restated
     * @param offered since when the tree is offered, where there is no result
     */
    SyncResult result(Ending ending, Optional<SyncResult> former, Supplier<Optional<Instant>> offered) {
        Instant finished = now();
        boolean complete = ending.outcome().complete();
        Optional<Instant> before = former.map(SyncResult::published)
                .or(() -> offered.get().map(since -> since.truncatedTo(ChronoUnit.SECONDS)));
        return new SyncResult(
                plan.project(),
                plan.path(),
                plan.module(),
                plan.title(),
                ending.outcome(),
                ending.reason(),
                ending.lack().map(lack -> lack.kind().word()).orElse(null),
                upstream,
                started,
                finished,
                tally.bytes(),
                tally.files(),
                tally.deleted(),
                complete ? held : former.map(SyncResult::held).orElse(0L),
                complete
                        ? size.or(() -> former.map(SyncResult::size)).orElse(null)
                        : former.map(SyncResult::size).orElse(null),
                watch.taken(),
                ending.outcome() == Outcome.UPDATED ? finished : before.orElse(complete ? finished : null),
                complete ? finished : former.map(SyncResult::succeeded).orElse(null),
                served.or(() -> former.map(SyncResult::served)).orElse(null),
                complete ? marker : former.map(SyncResult::marker).orElse(null));
    }

    /** To the second: nobody reads more, and every reader can parse it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
