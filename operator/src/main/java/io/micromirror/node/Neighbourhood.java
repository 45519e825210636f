package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import io.micromirror.check.Glance;
import io.micromirror.fleet.Member;
import io.micromirror.fleet.Roster;
import io.micromirror.fleet.RosterFile;
import io.micromirror.metrics.MetricText;
import io.micromirror.observe.Change;
import io.micromirror.observe.Diary;
import io.micromirror.observe.Neighbour;
import io.micromirror.observe.ObserveCommand;
import io.micromirror.observe.ObserveMetrics;
import io.micromirror.observe.Observer;
import io.micromirror.observe.Pace;
import io.micromirror.observe.Ring;
import io.micromirror.observe.RosterSource;
import io.micromirror.observe.Sighting;
import io.micromirror.serve.SiteSightings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * The two mirrors of the fleet that each mirror of the operator watches. Whoever reads has the list of the fleet read again
 * when its time has come; a reading differs only where a verdict does.
 */
final class Neighbourhood {
    /** How soon a change becomes an event; nothing is asked for it. */
    static final Duration TICK = Duration.ofSeconds(5);

    private static final Duration REFRESH = Duration.ofMinutes(15);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final RosterSource source;
    private final Glance glance;
    private final Pace pace;
    private final Clock clock;
    private final Map<String, Eyes> eyes = new ConcurrentHashMap<>();
    private Instant next = Instant.MIN;

    /** Which verdict holds of which neighbour, and what is to be public of them. */
    record Seen(Map<String, String> words, String diary) {}

    /** What one mirror sees, and what was not told yet. */
    private record Eyes(Observer observer, Queue<Change> changes, Diary diary) {}

    /** @param source null where no list is named: then nobody is watched */
    Neighbourhood(RosterSource source, Glance glance, Pace pace, Clock clock) {
        this.source = source;
        this.glance = glance;
        this.pace = pace;
        this.clock = clock;
    }

    /** By what the chart says. */
    static Neighbourhood of(Settings settings, Path state, Clock clock) {
        Glance glance = ObserveCommand.glance(Pace.USUAL);
        return new Neighbourhood(
                settings.fleet()
                        .map(url -> new RosterSource(url, state.resolve(RosterFile.NAME), glance, clock))
                        .orElse(null),
                glance,
                Pace.USUAL,
                clock);
    }

    /** One reading, or none where nobody is watched. */
    Set<Seen> read(MirrorNode node) {
        if (source == null) {
            return Set.of();
        }
        refresh();
        source.roster().ifPresent(roster -> watch(node, roster));
        eyes(node).diary().note(sightings(node), clock.instant());
        Map<String, String> words = sightings(node).stream()
                .collect(Collectors.toMap(
                        each -> each.neighbour().name(), each -> each.verdict().word()));
        return words.isEmpty()
                ? Set.of()
                : Set.of(new Seen(words, eyes(node).diary().published()));
    }

    private synchronized void refresh() {
        Instant now = clock.instant();
        // A clock that was set back is no reason to wait for it.
        if (!now.isBefore(next) || now.plus(REFRESH).isBefore(next)) {
            next = now.plus(source.problem().isEmpty() ? REFRESH : RETRY);
            Thread.ofVirtual().name("roster").start(source::refresh);
        }
    }

    private void watch(MirrorNode node, Roster roster) {
        Optional<String> own = own(node, roster).map(Member::name);
        List<String> names = roster.members().stream().map(Member::name).toList();
        List<String> ring = own.map(name -> Ring.watchedBy(name, names)).orElse(List.of());
        List<Neighbour> all = roster.members().stream()
                .filter(member -> own.filter(member.name()::equals).isEmpty())
                .map(Neighbour::of)
                .toList();
        List<URI> others = new ArrayList<>(all.stream().map(Neighbour::status).toList());
        others.add(source.url());
        eyes(node)
                .observer()
                .watch(all.stream().filter(each -> ring.contains(each.name())).toList(), others);
    }

    /** By its address, or else by its name. */
    private static Optional<Member> own(MirrorNode node, Roster roster) {
        String hostname = node.getSpec().hostname();
        return roster.members().stream()
                .filter(member -> member.root().getHost().equalsIgnoreCase(hostname))
                .findFirst()
                .or(() -> roster.members().stream()
                        .filter(member ->
                                member.name().equals(node.getMetadata().getName()))
                        .findFirst());
    }

    private Eyes eyes(MirrorNode node) {
        return eyes.computeIfAbsent(node.getMetadata().getUid(), _ -> {
            Queue<Change> changes = new ConcurrentLinkedQueue<>();
            return new Eyes(new Observer(glance, pace, clock, changes::add), changes, new Diary());
        });
    }

    /** What became another verdict since this was asked last. */
    List<Change> changes(MirrorNode node) {
        List<Change> changes = new ArrayList<>();
        Eyes mine = eyes.get(node.getMetadata().getUid());
        for (Change each = mine == null ? null : mine.changes().poll();
                each != null;
                each = mine.changes().poll()) {
            changes.add(each);
        }
        return changes;
    }

    Collection<Sighting> sightings(MirrorNode node) {
        Eyes mine = eyes.get(node.getMetadata().getUid());
        return mine == null ? List.of() : mine.observer().sightings();
    }

    /**
     * What is to be public of those that a mirror watches.
     *
     * @param before what is so now
     */
    SiteSightings sightings(MirrorNode node, String before) {
        return new SiteSightings(source == null ? "" : eyes(node).diary().published(before, clock.instant()));
    }

    /** How they are seen now, for Prometheus. */
    MetricText metrics(Collection<MirrorNode> nodes) {
        ObserveMetrics metrics = new ObserveMetrics();
        if (source != null) {
            nodes.forEach(node -> {
                metrics.add(node.getMetadata().getName(), sightings(node));
                metrics.add(node.getMetadata().getName(), source);
            });
        }
        return metrics.text();
    }

    /** A mirror that is none of ours any more watches nobody. */
    void keep(Collection<MirrorNode> nodes) {
        Set<String> known =
                nodes.stream().map(node -> node.getMetadata().getUid()).collect(Collectors.toSet());
        eyes.entrySet().removeIf(each -> {
            boolean gone = !known.contains(each.getKey());
            if (gone) {
                each.getValue().observer().close();
            }
            return gone;
        });
    }
}
