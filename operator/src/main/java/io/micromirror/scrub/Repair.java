package io.micromirror.scrub;

import io.micromirror.proof.Mention;
import io.micromirror.proof.Sums.Damage;
import io.micromirror.scrub.Note.Tally;
import io.micromirror.sync.Mending;
import io.micromirror.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Sees to files that looked damaged. No sync runs meanwhile, so what is damaged now is: a copy of the upstream's takes its
 * place if it is what the index says; if it is what lies here, then it is the index that is wrong, here or there; else the
 * file is served no more. What that leaves is for a sync that trusts nothing.
 */
final class Repair {
    /** Where damaged files lie until they are mended, as in the tree. */
    static final String QUARANTINE = "quarantine";

    /** A sync may take that long; then what was found is looked for again by the next scrub. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    /** Bytes that are brought at a time. */
    private static final long LOAD = 1L << 30;

    private final Mending mending;
    private final Path tree;
    private final Reader reader;
    private final Set<String> disputed;
    private final Set<String> known;
    private final Set<String> counted = new HashSet<>();
    private final TreeSet<String> open = new TreeSet<>();
    private Tally tally = Tally.NOTHING;
    private boolean distrusted;

    /** @param note of what was bad before, and is not counted again */
    Repair(Mending mending, Path tree, Reader reader, Note note) {
        this.mending = mending;
        this.tree = tree;
        this.reader = reader;
        this.disputed = new TreeSet<>(note.disputed());
        this.known = new TreeSet<>(note.open());
    }

    /** A file that is not what it should be. */
    private record Bad(Sum sum, Look look) {}

    /** What was found since it was last asked for. */
    Tally tally() {
        Tally found = tally;
        tally = Tally.NOTHING;
        return found;
    }

    /** Whether this was seen to. */
    boolean knows(String path) {
        return known.contains(path) || disputed.contains(path);
    }

    /** What is bad still. */
    List<String> open() {
        return List.copyOf(open);
    }

    List<String> disputed() {
        return List.copyOf(disputed);
    }

    /**
     * Mends what can be.
     *
     * @param suspects names of the tree; the indexes are looked at in any case
     * @return false when a sync was under way for too long, and nothing was done
     */
    boolean of(Collection<String> suspects) throws IOException {
        boolean[] news = {false};
        return mending.alone(PATIENCE, () -> {
                    Map<String, Bad> bad = bad(suspects);
                    news[0] = count(bad);
                    open.removeAll(suspects);
                    open.addAll(bad.keySet());
                    byName(bad);
                })
                && (open.isEmpty() || distrusted || !news[0] || withoutTrust());
    }

    /** Whether there is one that was not bad before. */
    private boolean count(Map<String, Bad> bad) {
        Map<String, Bad> news = new TreeMap<>(bad);
        news.keySet().removeAll(known);
        known.addAll(news.keySet());
        counted.addAll(news.keySet());
        long unreadable = news.values().stream()
                .filter(one -> one.look() instanceof Look.Unreadable)
                .count();
        tally = tally.plus(new Tally(0, 0, news.size(), 0, unreadable));
        return !news.isEmpty();
    }

    /** Of these files those that are bad, and the indexes that are. */
    private Map<String, Bad> bad(Collection<String> suspects) throws IOException {
        Survey survey = Survey.of(tree, mending.plan().layout(), 0, 0);
        Map<String, Sum> sums = new HashMap<>();
        Set<String> wanted = new HashSet<>(suspects);
        List<Damage> damage = survey.sums(only(wanted::contains, sums));
        damage.removeIf(one -> disputed.contains(one.path()));
        if (!damage.isEmpty()) {
            // They are all mended together, so it is now that they can be told.
            survey.sums(only(this::isEntryPoint, sums));
        }
        Map<String, Bad> bad = new TreeMap<>();
        sums.forEach((name, sum) -> {
            Look look = look(name, sum);
            if (look.isBad()) {
                bad.put(name, new Bad(sum, look));
            }
        });
        damage.forEach(one -> bad.putIfAbsent(one.path(), new Bad(null, new Look.Wrong(0, ""))));
        bad.keySet().removeAll(disputed);
        return bad;
    }

    private static Mention only(Predicate<String> wanted, Map<String, Sum> sums) {
        return (name, size, checksum) -> {
            if (checksum.isPresent() && wanted.test(name)) {
                sums.merge(name, new Sum(size, checksum.get()), Sum::or);
            }
        };
    }

    /** What a name of the tree holds. What the mirror leaves out is not missed. */
    Look look(String name, Sum sum) {
        Optional<Path> real = Reader.real(tree, name);
        if (real.isPresent()) {
            return reader.look(real.get(), sum);
        }
        boolean missed = mending.carries(name) && !Files.exists(tree.resolve(name), LinkOption.NOFOLLOW_LINKS);
        return missed ? new Look.Absent() : new Look.Closed();
    }

    private void byName(Map<String, Bad> bad) throws IOException {
        List<String> load = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, Bad> each : bad.entrySet()) {
            if (each.getValue().sum() != null && !isEntryPoint(each.getKey())) {
                load.add(each.getKey());
                bytes += size(each.getKey(), each.getValue());
            }
            if (bytes > LOAD) {
                bring(load, bytes, bad);
                load.clear();
                bytes = 0;
            }
        }
        bring(load, bytes, bad);
    }

    private void bring(List<String> names, long bytes, Map<String, Bad> bad) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        List<String> real = names.stream().map(this::target).toList();
        Optional<Path> aside = mending.fits(bytes) ? Optional.of(mending.anew(real)) : Optional.empty();
        for (int i = 0; i < real.size(); i++) {
            String name = names.get(i);
            switch (decide(real.get(i), bad.get(name), aside)) {
                case MENDED -> {
                    open.remove(name);
                    tally = tally.plus(new Tally(0, 0, 0, 1, 0));
                }
                case UPSTREAMS -> dispute(name);
                case LOST ->
                    mending.take(real.get(i), mending.work().resolve(QUARANTINE).resolve(name));
            }
        }
        mending.forget();
    }

    private enum Fate {
        /** The upstream's copy is what the index says. */
        MENDED,
        /** The upstream's copy is what lies here. */
        UPSTREAMS,
        /** Neither, or there is none. */
        LOST
    }

    private Fate decide(String name, Bad bad, Optional<Path> aside) throws IOException {
        Optional<Path> copy = aside.map(there -> there.resolve(name))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        if (copy.isEmpty()) {
            return Fate.LOST;
        }
        return switch (reader.look(copy.get(), bad.sum())) {
            case Look.Good _ -> {
                mending.put(copy.get(), name);
                yield Fate.MENDED;
            }
            // Else the upstream has moved on, or its own copy is bad.
            case Look.Wrong theirs -> isSame(theirs, copy.get(), bad.look(), name) ? Fate.UPSTREAMS : Fate.LOST;
            case Look.Absent _, Look.Unreadable _, Look.Closed _ -> Fate.LOST;
        };
    }

    private boolean isSame(Look.Wrong theirs, Path copy, Look ours, String name) throws IOException {
        return theirs.equals(ours) && (!theirs.hex().isEmpty() || Files.mismatch(copy, tree.resolve(name)) == -1);
    }

    /** Once in a scrub: a whole run, which may have brought what is open. */
    private boolean withoutTrust() throws IOException {
        distrusted = true;
        SyncResult result = mending.distrusting();
        return mending.alone(PATIENCE, () -> {
            Map<String, Bad> still = bad(open);
            for (String name : List.copyOf(open)) {
                if (!still.containsKey(name)) {
                    open.remove(name);
                    tally = tally.plus(new Tally(0, 0, 0, 1, 0));
                } else if (result.outcome().complete() && isIndex(name, still.get(name))) {
                    dispute(name);
                }
            }
        });
    }

    /** That is how the upstream has it, so it is not the disk. */
    private void dispute(String name) {
        open.remove(name);
        disputed.add(name);
        if (counted.remove(name)) {
            tally = tally.plus(new Tally(0, 0, -1, 0, 0));
        }
    }

    private boolean isIndex(String name, Bad bad) {
        return bad.sum() == null || isEntryPoint(name);
    }

    private boolean isEntryPoint(String name) {
        return mending.plan().layout().isEntryPoint(name);
    }

    /** What a name leads to, by its own name in the tree. */
    private String target(String name) {
        return Reader.real(tree, name).map(real -> Reader.relative(tree, real)).orElse(name);
    }

    private long size(String name, Bad bad) throws IOException {
        Path file = tree.resolve(name);
        return Math.max(bad.sum().size(), Files.exists(file) ? Files.size(file) : 0);
    }
}
