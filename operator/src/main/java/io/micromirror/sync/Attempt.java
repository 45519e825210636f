package io.micromirror.sync;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

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
    private long deleted;

    /** What a run works with. */
    record Tools(RsyncProcess rsync, Disk disk, Clock clock) {}

    Attempt(SyncPlan plan, Place place, Fetch fetch, Tools tools) {
        this.plan = plan;
        this.place = place;
        this.fetch = fetch;
        this.tools = tools;
        this.stage = new Stage(plan.layout(), place);
    }

    /** @param trusted whether we published what is live, so that what it names is there */
    Ending run(boolean trusted) throws IOException {
        stage.clear();
        Unswept unswept = new Unswept(place.work());
        Optional<Collection<String>> before = unswept.take();
        boolean swept = false;
        try {
            fetch.content(plan.layout());
            stage();
            Proved proved = prove(trusted);
            NavigableSet<String> staged = stage.names();
            List<String> loose = stage.loose();
            new Publication(tools.disk(), place).publish(proved.changed(), loose);
            if (proved.lack().isPresent()) {
                return Ending.inconsistent(fetch.url(), proved.lack().get());
            }
            fetch.markers();
            Removal removal = new Removal(plan, place, fetch, tools.clock().instant());
            removal.run(before.map(this::withChanged), staged, stage.owned());
            deleted = removal.deleted();
            swept = removal.held().isEmpty();
            int live = proved.changed().size() + loose.size();
            return Ending.complete(fetch.tally().changes() + live, removal.held());
        } finally {
            if (swept) {
                unswept.put(List.of());
            } else if (before.isPresent()) {
                unswept.put(withChanged(before.get()));
            }
            stage.clear();
        }
    }

    long deleted() {
        return deleted;
    }

    private void stage() throws IOException {
        if (!plan.layout().hasGroups()) {
            return;
        }
        boolean still = false;
        for (int i = 0; i < TRIES && !still; i++) {
            still = fetch.entryPoints(plan.layout());
        }
        if (!still) {
            throw new EndedException(
                    Ending.inconsistent(fetch.url(), "the entry points changed each time they were read"));
        }
    }

    /**
     * What may go live.
     *
     * @param lack what stands in the way of the first group that may not
     */
    private record Proved(List<Group> changed, Optional<String> lack) {}

    private Proved prove(boolean trusted) throws IOException {
        Prover prover = new Prover(plan.layout(), place, fetch, tools.rsync());
        List<Group> changed = new ArrayList<>();
        Optional<String> first = Optional.empty();
        for (Group group : stage.groups()) {
            if (!trusted || !Stage.isLive(group)) {
                Optional<String> lack = plan.force() ? Optional.empty() : prover.age(group);
                if (lack.isEmpty()) {
                    lack = prover.lack(group, trusted);
                }
                if (lack.isEmpty() && !Stage.isLive(group)) {
                    changed.add(group);
                }
                if (first.isEmpty()) {
                    first = lack;
                }
            }
        }
        return new Proved(List.copyOf(changed), first);
    }

    private Collection<String> withChanged(Collection<String> before) {
        Collection<String> directories = new ArrayList<>(before);
        directories.addAll(fetch.directories());
        return directories;
    }
}
