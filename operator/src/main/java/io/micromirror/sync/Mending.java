package io.micromirror.sync;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What the engine does for a scrub: keeps syncs away while something is mended, brings single files anew, puts them in
 * their place or takes damaged ones out of it, and syncs without trust in what lies there.
 */
public final class Mending {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final SyncPlan plan;
    private final StorageState state;
    private final Place place;
    private final Clock clock;
    private final Progress progress;
    private final Disk disk = new KernelDisk();
    private final RsyncProcess rsync = new RsyncProcess();
    private SyncRun run;

    /** What is done while no sync of the tree runs. */
    public interface Work {
        void run() throws IOException;
    }

    public Mending(SyncPlan plan, Path storage, PrintWriter out, Clock clock) throws IOException {
        this.plan = plan;
        this.state = new StorageState(storage);
        this.place = new Place(state.tree(plan), state.of(plan.project()));
        this.clock = clock;
        this.progress = new Progress(out, clock);
    }

    /** The tree that is served; nothing while none is. */
    public Optional<Path> tree() {
        return Tree.isDirectory(place.live())
                        && state.publishedSince(plan.project()).isPresent()
                ? Optional.of(place.live())
                : Optional.empty();
    }

    /** The directory of the project's state. */
    public Path work() {
        return place.work();
    }

    /** Whether the tree has this file, by its path in it, as far as the mirror carries it. */
    public boolean carries(String name) {
        return plan.carried().test(name);
    }

    public SyncPlan plan() {
        return plan;
    }

    /** Does something while no other scrub of the project runs; false when one does. */
    public boolean first(Work work) throws IOException {
        try (Flock lock = Flock.tryAcquire(place.work().resolve("scrub.lock")).orElse(null)) {
            if (lock != null) {
                work.run();
            }
            return lock != null;
        }
    }

    /** Does something while no sync runs; false when one ran for so long that it was not done. */
    public boolean alone(Duration patience, Work work) throws IOException {
        Optional<Flock> lock = Flock.tryAcquire(state.lock(plan));
        for (long until = System.nanoTime() + patience.toNanos();
                lock.isEmpty() && !rsync.stopping() && System.nanoTime() < until; ) {
            LockSupport.parkNanos(PAUSE.toNanos());
            lock = Flock.tryAcquire(state.lock(plan));
        }
        if (lock.isEmpty()) {
            return false;
        }
        try (Flock _ = lock.get()) {
            work.run();
        }
        return true;
    }

    /**
     * Files as an upstream has them now, aside.
     *
     * @return where they lie, as in the tree, as far as one has them; not for long
     */
    public Path anew(List<String> names) throws IOException {
        forget();
        Files.createDirectories(place.incoming());
        Files.createDirectories(place.work().resolve(RsyncCommand.TEMPORARY));
        Transfers.write(place.names(), names);
        for (String url : Upstreams.of(plan, place.work()).order()) {
            progress.say("Syncing from " + url + ": " + names.size() + " damaged files.");
            RsyncExit exit = rsync.run(new RsyncCommand(plan, url, place).anew(place.names()), progress::count);
            if (exit.code() == 0) {
                break;
            }
        }
        disk.flush(place.work());
        return place.incoming();
    }

    /** Bytes that may come. */
    public boolean fits(long bytes) throws IOException {
        return bytes <= disk.free(place.work()) - plan.limits().reserve();
    }

    /** What {@link #anew} brought and nobody took. */
    public void forget() throws IOException {
        new Tree(place.incoming()).delete();
    }

    /** Puts a file into its place in the tree, in one step. */
    public void put(Path file, String name) throws IOException {
        Path there = place.live().resolve(name);
        Publication.keepingTime(there.getParent(), () -> disk.rename(file, there));
    }

    /** Takes a file out of the tree; nothing where there is none. */
    public void take(String name, Path away) throws IOException {
        Path there = place.live().resolve(name);
        if (Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(away.getParent());
            Publication.keepingTime(there.getParent(), () -> disk.rename(there, away));
        }
    }

    /** A sync that compares entry points by content, and looks for everything that they name. */
    public SyncResult distrusting() throws IOException {
        AtomicFile.write(place.doubt(), "");
        SyncRun next = new SyncRun(plan, state, progress, clock);
        synchronized (this) {
            run = next;
        }
        if (rsync.stopping()) {
            next.stop();
        }
        return next.run();
    }

    /** Keeps what a scrub found, and tells of it. */
    public void keep(ScrubResult result) throws IOException {
        state.keep(result);
    }

    /** What a scrub found last; absent when there was none. */
    public Optional<ScrubResult> last() {
        return state.scrub(plan.project());
    }

    public boolean stopping() {
        return rsync.stopping();
    }

    /** Ends what runs so that the next scrub goes on from there. */
    public void stop() {
        rsync.stop();
        synchronized (this) {
            if (run != null) {
                run.stop();
            }
        }
    }
}
