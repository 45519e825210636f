package io.micromirror.sync;

import io.micromirror.change.Lookout;
import io.micromirror.change.Marker;
import io.micromirror.change.Sighting;
import io.micromirror.sync.Attempt.Tools;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One project's run: lock, an upstream that gives the tree, result. A tree that was never published is put together aside and appears in
 * one step; one that is there, whoever made it, is synced in place. Used once.
 */
final class SyncRun {
    private static final Logger log = LoggerFactory.getLogger(SyncRun.class);
    private static final String FIRST = "first";
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final SyncPlan plan;
    private final StorageState state;
    private final Progress progress;
    private final Clock clock;
    private final Disk disk;
    private final Turn turn;
    private final RsyncProcess rsync = new RsyncProcess();

    private final Report report;
    private Optional<Seed> seed = Optional.empty();

    SyncRun(SyncPlan plan, StorageState state, Progress progress, Clock clock) {
        this(plan, state, progress, clock, new KernelDisk(), Turn.AT_ONCE);
    }

    SyncRun(SyncPlan plan, StorageState state, Progress progress, Clock clock, Disk disk, Turn turn) {
        this.disk = disk;
        this.turn = turn;
        this.plan = plan;
        this.state = state;
        this.progress = progress;
        this.clock = clock;
        this.report = new Report(plan, clock);
    }

    /** With first content from elsewhere. */
    SyncRun from(Seed other) {
        seed = Optional.of(other);
        return this;
    }

    /** Always ends with a result, whatever happens. */
    SyncResult run() {
        try {
            if (turn.held()) {
                return locked();
            }
            Optional<Flock> lock = Flock.tryAcquire(state.lock(plan));
            if (lock.isEmpty()) {
                return result(coalesced("Another run of this project is under way; this one did nothing."), former());
            }
            try (Flock _ = lock.get()) {
                return locked();
            }
        } catch (IOException | RuntimeException trouble) {
            log.error("The run broke off", trouble);
            return result(Ending.broken(trouble), former());
        }
    }

    private SyncResult locked() {
        Optional<SyncResult> former = former();
        if (former.filter(turn::isNeedlessAfter).isPresent()) {
            return result(coalesced("A run that began after this one was asked for has done its work."), former);
        }
        return keep(result(sync(), former));
    }

    /** Ends the run so that the next one goes on from there; {@link #run} then returns soon. */
    void stop() {
        rsync.stop();
    }

    /** For a run that did not return after {@link #stop}. */
    void kill() {
        rsync.kill();
    }

    private Ending sync() {
        try {
            Path work = state.of(plan.project());
            state.prepare();
            if (!awaitFormerRsync(work.resolve(RsyncCommand.LOCK))) {
                return new Ending(Outcome.STOPPED, "The run was told to stop before it began.");
            }
            clear(Files.createDirectories(work.resolve(RsyncCommand.TEMPORARY)));
            Path tree = state.tree(plan);
            boolean first = isAbsent(tree);
            Path live = first ? Files.createDirectories(work.resolve(FIRST)) : tree;
            if (first) {
                progress.first(FirstNote.of(plan.project(), state));
            }
            Requests requests = Requests.of(plan, work);
            // The first time an upstream may take hours to make its list; of a tree that others made, too.
            boolean patient = state.publishedSince(plan.project()).isEmpty();
            Place place = new Place(live, work);
            Optional<Ending> barren = sown(place, requests);
            Ending ending = barren.isPresent() ? barren.get() : inTime(patient, place, requests);
            if (!ending.outcome().complete()) {
                return ending;
            }
            if (first) {
                publish(work.resolve(FIRST), tree);
                FirstNote.drop(work);
            }
            state.publish(plan);
            requests.serve(work).ifPresent(report::served);
            return first ? new Ending(Outcome.UPDATED, ending.reason()) : ending;
        } catch (IOException | RuntimeException trouble) {
            log.error("The run broke off", trouble);
            return Ending.broken(trouble);
        }
    }

    /** Why there can be no first content from elsewhere, where that is wanted. */
    private Optional<Ending> sown(Place place, Requests requests) throws IOException {
        if (seed.isEmpty()) {
            return Optional.empty();
        }
        if (state.publishedSince(plan.project()).isPresent()) {
            return Optional.of(new Ending(
                    Outcome.REFUSED,
                    plan.project() + " is published here already, and first content is for one that is not: leave out"
                            + " --from, and the next run brings what is missing."));
        }
        Room room = new Room(disk, place.work(), plan.limits().reserve(), clock);
        Tools tools = new Tools(rsync, progress, disk, clock, report.watch(), requests);
        return seed.get().bring(plan, place, tools, room);
    }

    /**
     * An rsync outlives its killed runner for a moment, and nothing else may write meanwhile.
     *
     * @return false when told to stop first
     */
    private boolean awaitFormerRsync(Path lock) throws IOException {
        Optional<Flock> free = Flock.tryAcquire(lock);
        if (free.isEmpty()) {
            progress.say("Waiting for the rsync of an earlier run to end.");
        }
        // Asked again and again, because a call that waits for a lock would not hear that we are to stop.
        while (free.isEmpty() && !rsync.stopping()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            free = Flock.tryAcquire(lock);
        }
        free.ifPresent(Flock::close);
        return free.isPresent();
    }

    private Ending inTime(boolean patient, Place place, Requests requests) throws IOException {
        Duration stall = Duration.ofSeconds(plan.limits().stall());
        try (Deadline deadline = new Deadline(patient ? Optional.empty() : Optional.of(stall), progress, rsync::stop)) {
            Ending ending = fromAnUpstream(place, requests);
            return deadline.passed()
                    ? new Ending(
                            Outcome.UNREACHABLE,
                            "Nothing moved for " + stall.toMinutes()
                                    + " minutes, so the run was broken off; the next one goes on from there.")
                    : ending;
        }
    }

    private Ending fromAnUpstream(Place place, Requests requests) throws IOException {
        LastFilters filters = new LastFilters(place.work());
        boolean sameFilters = filters.are(plan.filters());
        if (!sameFilters) {
            new Unswept(place.work()).take();
        }
        boolean trusted = sameFilters
                && !place.isDoubted()
                && state.publishedSince(plan.project()).isPresent();
        Room room = new Room(disk, place.work(), plan.limits().reserve(), clock);
        Tools tools = new Tools(rsync, progress, disk, clock, report.watch(), requests);
        Upstreams upstreams = Upstreams.of(plan, place.work());
        for (String url : upstreams.order()) {
            Fetch fetch = new Fetch(tools, place, plan, url, room);
            Ending ending = attempt(place, fetch, tools, trusted);
            if (ending.outcome().complete()) {
                filters.keep(plan.filters());
                Files.deleteIfExists(place.doubt());
            }
            if (!upstreams.next(url, ending)) {
                return ending;
            }
            progress.say(url + " did not give the tree.");
        }
        return upstreams.ending();
    }

    private Ending attempt(Place place, Fetch fetch, Tools tools, boolean trusted) throws IOException {
        Attempt attempt = new Attempt(plan, place, fetch, tools);
        report.asking(fetch.url(), marker(fetch.url()));
        try {
            Ending ending = attempt.run(trusted);
            if (plan.trace() != null && ending.outcome().complete()) {
                trace(place, fetch, ending.outcome() == Outcome.UPDATED);
            }
            return ending;
        } catch (EndedException ended) {
            return ended.ending();
        } finally {
            report.add(fetch, attempt);
        }
    }

    /** A mirror without a trace is whole all the same, and the next run writes one. */
    private void trace(Place place, Fetch fetch, boolean news) {
        Traces.Run run = new Traces.Run(
                report.started(), turn.asked() != null, report.watch().taken());
        try {
            new Traces(plan, place, clock).write(fetch, run, news);
        } catch (IOException | EndedException trouble) {
            log.warn("The mirror's trace could not be written: {}", trouble.toString());
        }
    }

    /** What the upstream has published by now; null where nothing tells. */
    private Marker marker(String url) {
        if (plan.probe() == null) {
            return null;
        }
        try (Lookout lookout = new Lookout()) {
            return switch (lookout.look(plan.probe().at(url))) {
                case Sighting.Seen(Marker seen) -> seen;
                case Sighting.Unseen(String why) -> {
                    progress.say("The next run will not know what this one has seen. " + why);
                    yield null;
                }
            };
        }
    }

    private void publish(Path first, Path tree) throws IOException {
        Files.createDirectories(tree.getParent());
        disk.flush(first);
        disk.rename(first, tree);
        disk.flush(tree);
    }

    /** An empty directory is nothing that anyone published, and a rename replaces it. */
    private static boolean isAbsent(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return true;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tree)) {
            return !entries.iterator().hasNext();
        }
    }

    /** What a killed rsync was putting together. */
    private static void clear(Path temporary) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(temporary)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }

    private SyncResult keep(SyncResult result) {
        try {
            state.keep(result);
            return result;
        } catch (IOException | RuntimeException trouble) {
            log.error("The result could not be kept", trouble);
            Ending lost = Ending.broken(trouble);
            return result.outcome().complete() ? result(lost, Optional.of(result)) : result;
        }
    }

    private Optional<SyncResult> former() {
        return state.result(plan.project());
    }

    private static Ending coalesced(String why) {
        return new Ending(Outcome.COALESCED, why);
    }

    private SyncResult result(Ending ending, Optional<SyncResult> former) {
        return report.result(ending, former, () -> state.publishedSince(plan.project()));
    }
}
