package io.micromirror.sync;

import io.micromirror.layout.Carried;
import io.micromirror.layout.Kept;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what the upstream no longer has: not when that is noticed, but once nobody has an index any more that names it,
 * and only when it still is gone. An upstream that lost much at once may have lost its disk: that waits for a person.
 */
final class Removal {
    static final String LIST = "deletions";

    private static final Logger log = LoggerFactory.getLogger(Removal.class);
    private static final String ROOT = ".";

    private final SyncPlan plan;
    private final Place place;
    private final Fetch fetch;
    private final Instant now;
    private final Carried carried;
    private final Kept kept;
    private final Requests requests;
    private boolean byList;
    private long deleted;
    private long held;

    Removal(SyncPlan plan, Place place, Fetch fetch, Requests requests, Instant now) {
        this.plan = plan;
        this.place = place;
        this.fetch = fetch;
        this.requests = requests;
        this.now = now;
        this.carried = plan.carried();
        this.kept = plan.filters().kept(plan.own());
    }

    long deleted() {
        return deleted;
    }

    /** Files that are gone now and will not be deleted: more than {@code maxDelete} allows. */
    long held() {
        return held;
    }

    /** For want of room: deletes what waits for it, oldest index or not; whether there was any. */
    boolean hurry() throws IOException {
        long before = deleted;
        run(Duration.ZERO, Optional.of(List.of()), Collections.emptyNavigableSet(), Collections.emptyNavigableSet());
        return deleted > before;
    }

    /**
     * For want of room, after {@link #hurry}: deletes what no list waits to delete, because the run that brought it was cut
     * before what names it went live; whether there was any. Without this a storage that filled up would stay full.
     */
    boolean clear() throws IOException {
        long before = deleted;
        Deletions list = Deletions.read(place.work().resolve(LIST));
        Set<String> gone = new Unnamed(plan, place).among(admitted(list, new TreeSet<>(fetch.gone())));
        new TreeSet<>(gone).descendingSet().forEach(this::delete);
        return deleted > before;
    }

    /**
     * @param changed the directories, escaped, where something may have gone; absent: anywhere
     * @param staged the upstream's entry points
     * @param owned the live ones in directories of nothing else, which need no looking at the upstream
     */
    void run(Optional<Collection<String>> changed, NavigableSet<String> staged, NavigableSet<String> owned)
            throws IOException {
        held = 0;
        // What a person wants gone may lie anywhere.
        Optional<Collection<String>> where = requests.purge() ? Optional.empty() : changed;
        run(Duration.ofSeconds(plan.limits().retain()), where, staged, owned);
    }

    /** As the other, by lists of the upstream's files, which tell of all of the tree. */
    void run(Changes changes) throws IOException {
        byList = true;
        held = 0;
        Path file = place.work().resolve(LIST);
        Deletions list = Deletions.read(file);
        Set<String> gone = new TreeSet<>();
        changes.gone().stream()
                .filter(name -> !kept.test(name))
                .map(Escaped::of)
                .forEach(gone::add);
        if (changes.lost() > gone.size() + list.waiting().size()) {
            held = changes.lost();
            return;
        }
        List<String> confirmed = list.due(now, Duration.ofSeconds(plan.limits().retain())).stream()
                .filter(gone::contains)
                .toList();
        if (!gone.isEmpty() || !list.waiting().isEmpty()) {
            confirmed.forEach(this::delete);
            list.after(admitted(list, gone), _ -> true, now).without(confirmed).write(file);
        }
    }

    /** Names whose deletion waits, a directory's with a {@code /} at its end. */
    static Set<String> waiting(Place place) throws IOException {
        Set<String> names = new TreeSet<>();
        Deletions.read(place.work().resolve(LIST))
                .waiting()
                .keySet()
                .forEach(escaped -> Escaped.name(escaped).ifPresent(names::add));
        return names;
    }

    /** Whether any waited long enough. */
    boolean isDue() throws IOException {
        return !Deletions.read(place.work().resolve(LIST))
                .due(now, Duration.ofSeconds(plan.limits().retain()))
                .isEmpty();
    }

    private void run(
            Duration retain,
            Optional<Collection<String>> changed,
            NavigableSet<String> staged,
            NavigableSet<String> owned)
            throws IOException {
        Path file = place.work().resolve(LIST);
        Deletions list = Deletions.read(file);
        Set<String> due = new TreeSet<>(list.due(now, retain));
        Optional<Set<String>> directories = changed.map(some -> directories(some, due));
        Set<String> gone = gone(directories, staged, owned);
        list.waiting().keySet().stream()
                .filter(requests::purge)
                .filter(this::isLeftOut)
                .forEach(due::add);
        due.stream().filter(this::isLeftOut).forEach(gone::add);
        gone.stream().filter(requests::purge).forEach(due::add);
        if (!gone.isEmpty() || !list.waiting().isEmpty()) {
            List<String> confirmed = new TreeSet<>(due)
                    .descendingSet().stream().filter(gone::contains).toList();
            confirmed.forEach(this::delete);
            Deletions next = list.after(
                    admitted(list, gone),
                    name -> directories.map(some -> some.contains(parent(name))).orElse(true)
                            || Escaped.name(name).map(owned::contains).orElse(false),
                    now);
            next.without(confirmed).write(file);
        }
    }

    private Set<String> gone(Optional<Set<String>> directories, NavigableSet<String> staged, NavigableSet<String> owned)
            throws IOException {
        Set<String> gone =
                new TreeSet<>(directories.isPresent() ? fetch.gone(carried(directories.get())) : fetch.gone());
        owned.stream()
                .filter(name -> !staged.contains(name) && !kept.test(name))
                .map(Escaped::of)
                .forEach(gone::add);
        List<String> leftovers = gone.stream()
                .filter(name -> ("/" + name).contains("/" + RsyncCommand.PARTIAL + "/"))
                .toList();
        new TreeSet<>(leftovers).descendingSet().forEach(this::delete);
        leftovers.forEach(gone::remove);
        return gone;
    }

    /** All that is gone, or, when that is too much, what was known to be. */
    private Set<String> admitted(Deletions list, Set<String> gone) throws IOException {
        Set<String> fresh = new TreeSet<>(gone);
        fresh.removeAll(list.waiting().keySet());
        fresh.removeIf(this::isLeftOut);
        fresh.removeIf(requests::purge);
        if (requests.approve() || !forbidden(fresh.size())) {
            return gone;
        }
        held = fresh.size();
        Set<String> known = new TreeSet<>(gone);
        known.removeAll(fresh);
        return known;
    }

    private boolean forbidden(long gone) throws IOException {
        long listed = fetch.listed();
        return plan.limits()
                .maxDelete()
                .forbids(gone, listed + gone, byList ? gone : new Extent(place).shrunkTo(listed));
    }

    private void delete(String escaped) {
        String name = Escaped.name(escaped).orElse("");
        Path path = place.live().resolve(name);
        try {
            Path parent = path.getParent();
            // A directory may have become a link since.
            boolean within = parent.toRealPath()
                    .equals(place.live()
                            .toRealPath()
                            .resolve(place.live().relativize(parent).toString())
                            .normalize());
            if (within && !name.isEmpty()) {
                Publication.keepingTime(parent, () -> Files.delete(path));
                deleted++;
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException done) {
            log.debug("{} needs no deletion", path);
        } catch (IOException stuck) {
            log.warn("{} could not be deleted: {}", path, stuck.toString());
        }
    }

    private static Set<String> directories(Collection<String> changed, Collection<String> due) {
        Set<String> directories = new TreeSet<>();
        changed.forEach(name -> directories.add(stripped(name)));
        due.forEach(name -> directories.add(parent(name)));
        return directories;
    }

    private List<String> carried(Collection<String> directories) {
        List<String> names = new ArrayList<>();
        directories.forEach(escaped -> Escaped.name(escaped)
                .filter(name -> name.equals(ROOT) || carried.directory(name))
                .ifPresent(names::add));
        return names;
    }

    /** Whether it goes because we want no more of it, whatever the upstream has. */
    private boolean isLeftOut(String escaped) {
        return Escaped.name(escaped)
                .filter(name -> name.endsWith("/")
                        ? !carried.directory(stripped(name))
                        : !carried.test(name) && !kept.test(name))
                .isPresent();
    }

    private static String parent(String name) {
        String stripped = stripped(name);
        int slash = stripped.lastIndexOf('/');
        return slash < 0 ? ROOT : stripped.substring(0, slash);
    }

    private static String stripped(String name) {
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
