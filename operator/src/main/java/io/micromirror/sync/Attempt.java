package io.micromirror.sync;

import io.micromirror.filelist.UnreadableListException;
import io.micromirror.sync.Stopwatch.Phase;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One project from one upstream, in the order that keeps what is served whole: content, which names nothing; entry points
 * aside; their proof; their publication; markers; then what the upstream dropped.
 */
final class Attempt {
    /** Of a walk over entry points that change under it. */
    private static final int TRIES = 5;

    private final SyncPlan plan;
    private final Place place;
    private final Fetch fetch;
    private final Tools tools;
    private final Stage stage;
    private final Busy busy;
    private final Estimate estimate;
    private final Removal removal;
    private NavigableSet<String> staged = Collections.emptyNavigableSet();
    private final Set<String> exchanged = new TreeSet<>();
    private long published;

    /** What a run works with. */
    record Tools(RsyncProcess rsync, Progress progress, Disk disk, Clock clock, Stopwatch watch, Requests requests) {}

    Attempt(SyncPlan plan, Place place, Fetch fetch, Tools tools) {
        this.plan = plan;
        this.place = place;
        this.fetch = fetch;
        this.tools = tools;
        this.stage = new Stage(plan.layout(), place);
        this.busy = new Busy(plan, fetch, tools);
        this.estimate = new Estimate(plan, place);
        this.removal =
                new Removal(plan, place, fetch, tools.requests(), tools.clock().instant());
    }

    /** @param trusted whether we published what is live, so that what it names is there */
    Ending run(boolean trusted) throws IOException {
        Optional<Listing> listing = tools.watch().time(Phase.LIST, this::listing);
        if (listing.isPresent() && tools.requests().any()) {
            // What a person wants gone may be what no list tells of.
            new Unswept(place.work()).take();
        }
        if (listing.isPresent()
                && trusted
                && new Unswept(place.work()).isSettled()
                && listing.get().canGuide(tools.clock().instant())) {
            try {
                return byList(listing.get());
            } catch (UnreadableListException useless) {
                tools.progress().say("The list of files of " + fetch.url() + " is of no use: " + useless.getMessage());
                listing = Optional.empty();
            }
        }
        Instant begun = tools.clock().instant();
        Ending ending = walk(trusted);
        if (listing.isPresent() && ending.outcome().complete()) {
            keep(listing.get(), begun);
        }
        return ending;
    }

    private Optional<Listing> listing() throws IOException {
        if (plan.fileList() == null) {
            return Optional.empty();
        }
        Listing listing = new Listing(plan.fileList(), plan, place);
        return fetch.list(listing) ? Optional.of(listing) : Optional.empty();
    }

    private void keep(Listing listing, Instant walked) throws IOException {
        try {
            listing.keep(walked);
        } catch (UnreadableListException useless) {
            tools.progress().say("The list of files of " + fetch.url() + " is of no use: " + useless.getMessage());
            listing.forget();
        }
    }

    /** Looks only at what changed from the last list to this one. */
    private Ending byList(Listing listing) throws IOException {
        if (listing.unchanged() && !removal.isDue()) {
            return Ending.complete(0, Optional.empty());
        }
        stage.clear();
        try {
            Changes changes = tools.watch()
                    .time(Phase.LIST, () -> new Changes(plan.layout(), place, Removal.waiting(place)).read(listing));
            ByList byList = new ByList(place, fetch, changes);
            busy.await(() -> {});
            Optional<Lack> lack = new Pressure(removal).relieve(() -> {
                Optional<Lack> missing = tools.watch().time(Phase.CONTENT, byList::content);
                return missing.isEmpty() && changes.anyEntryPoints() ? entryPoints(true, byList::stage) : missing;
            });
            if (lack.isPresent()) {
                return Ending.inconsistent(fetch.url(), lack.get());
            }
            tools.watch().run(Phase.MARKERS, fetch::markers);
            tools.watch().run(Phase.DELETIONS, () -> removal.run(changes));
            if (removal.held() == 0) {
                listing.keep();
            }
            return Ending.complete(fetch.tally().changes() + published, note());
        } finally {
            stage.clear();
        }
    }

    private Ending walk(boolean trusted) throws IOException {
        Unswept unswept = new Unswept(place.work());
        Optional<Collection<String>> before = unswept.take();
        boolean swept = false;
        try {
            Pressure pressure = new Pressure(removal);
            pressure.demand(() -> estimate.demand(fetch), place.isUnseen());
            Optional<Lack> lack = pressure.relieve(() -> {
                busy.await(() -> tools.watch().run(Phase.CONTENT, fetch::content));
                return passes(trusted);
            });
            if (lack.isPresent()) {
                return Ending.inconsistent(fetch.url(), lack.get());
            }
            tools.watch().run(Phase.MARKERS, fetch::markers);
            swept = tools.watch().time(Phase.DELETIONS, () -> remove(before));
            if (fetch.tally().changes() + published > 0) {
                estimate.keep(fetch.tally().bytes());
            }
            return Ending.complete(fetch.tally().changes() + published, note());
        } finally {
            if (swept) {
                unswept.put(List.of());
            } else if (before.isPresent()) {
                unswept.put(withChanged(before.get()));
            }
            stage.clear();
        }
    }

    /** Whether all that is gone was seen to. */
    private boolean remove(Optional<Collection<String>> before) throws IOException {
        removal.run(before.map(this::withChanged), staged, stage.owned());
        if (removal.held() == 0) {
            new Extent(place).keep(fetch.listed());
        }
        return removal.held() == 0;
    }

    private Optional<String> note() {
        return removal.held() == 0
                ? Optional.empty()
                : Optional.of(
                        "%s lacks %d files that it had, more than maxDelete allows: none of them will be deleted until micromirror approve-deletes %s %s."
                                .formatted(fetch.url(), removal.held(), plan.node(), plan.project()));
    }

    /**
     * All content, and entry points as soon as what they name is there. Of a mirror that stands they come first, and bring
     * what they name by name: the shorter the time between the two, the less an upstream can drop meanwhile.
     */
    private Optional<Lack> passes(boolean trusted) throws IOException {
        stage.clear();
        Optional<Lack> lack = Optional.empty();
        if (trusted) {
            lack = entryPoints(true, this::stage);
        }
        long before = fetch.tally().changes();
        tools.watch().run(Phase.CONTENT, fetch::content);
        if (trusted && lack.isEmpty() && fetch.tally().changes() == before) {
            return lack;
        }
        stage.clear();
        return entryPoints(trusted, this::stage);
    }

    /** What stands in the way of the first group that cannot go live; the others do. */
    private Optional<Lack> entryPoints(boolean trusted, Stopwatch.Step staging) throws IOException {
        tools.watch().run(Phase.ENTRY_POINTS, staging);
        Proved proved = tools.watch().time(Phase.PROOF, () -> prove(trusted));
        staged = stage.names();
        List<String> loose = stage.loose(proved.groups());
        new Publication(tools.disk(), place, tools.watch()).publish(proved.changed(), loose);
        proved.changed().forEach(group -> exchanged.addAll(stage.directories(group, staged)));
        published += proved.changed().size() + loose.size();
        return proved.lack();
    }

    long deleted() {
        return removal.deleted();
    }

    /** Files that are gone and will not be deleted: more than {@code maxDelete} allows. */
    long held() {
        return removal.held();
    }

    private void stage() throws IOException {
        if (!plan.layout().hasGroups()) {
            return;
        }
        boolean still = false;
        for (int i = 0; i < TRIES && !still; i++) {
            still = fetch.entryPoints();
        }
        if (!still) {
            throw new EndedException(Ending.inconsistent(
                    fetch.url(), new Lack(Lack.Kind.MOVING, "the entry points changed each time they were read")));
        }
    }

    /**
     * What may go live, of all groups.
     *
     * @param lack what stands in the way of the first group that may not
     */
    private record Proved(List<Group> groups, List<Group> changed, Optional<Lack> lack) {}

    private Proved prove(boolean trusted) throws IOException {
        Prover prover = new Prover(plan, place, fetch, tools.rsync());
        List<Group> changed = new ArrayList<>();
        Optional<Lack> first = Optional.empty();
        List<Group> groups = stage.groups();
        for (Group group : groups) {
            if (!trusted || !stage.isLive(group)) {
                Optional<Lack> lack = plan.force() ? Optional.empty() : prover.age(group);
                if (lack.isEmpty()) {
                    lack = prover.lack(group, trusted);
                }
                if (lack.isEmpty() && !stage.isLive(group)) {
                    changed.add(group);
                }
                if (first.isEmpty()) {
                    first = lack;
                }
            }
        }
        return new Proved(groups, List.copyOf(changed), first);
    }

    private Collection<String> withChanged(Collection<String> before) {
        Collection<String> directories = new ArrayList<>(before);
        directories.addAll(fetch.directories());
        directories.addAll(exchanged);
        return directories;
    }
}
