package io.micromirror.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a project's verdicts must remember: small, bounded, and worth nothing more than the time it took to see it.
 *
 * @param since when each subject was first found bad, while it is
 * @param samples what a checker averages, by subject, oldest first
 * @param versions of a reference, by subject, with the time at which each was current last
 * @param carried what was once there, so that its loss is one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record History(
        SortedMap<String, Instant> since,
        SortedMap<String, List<Sample>> samples,
        SortedMap<String, List<Version>> versions,
        SortedSet<String> carried) {
    public static final History NONE = new History(null, null, null, null);

    private static final int SUBJECTS = 512;
    private static final int VERSIONS = 64;
    private static final int SAMPLES = 200;

    /** One look; {@code delaySeconds} is null where the look failed. */
    record Sample(Instant at, Double delaySeconds, double tookSeconds) {}

    /** One version of a reference. */
    record Version(String name, Instant first, Instant last) {}

    public History {
        since = since == null ? new TreeMap<>() : new TreeMap<>(since);
        samples = samples == null ? new TreeMap<>() : new TreeMap<>(samples);
        versions = versions == null ? new TreeMap<>() : new TreeMap<>(versions);
        carried = carried == null ? new TreeSet<>() : new TreeSet<>(carried);
    }

    /** What of it happened, without what every look adds: two are equal as long as nothing did. */
    public History events() {
        SortedMap<String, List<Version>> begun = new TreeMap<>();
        versions.forEach((subject, known) -> begun.put(
                subject,
                known.stream()
                        .map(version -> new Version(version.name(), version.first(), version.first()))
                        .toList()));
        return new History(since, null, begun, carried);
    }

    Instant since(String subject, Instant now) {
        return since.getOrDefault(subject, now);
    }

    /** Bad subjects keep the time at which they became so; good ones are forgotten; others stay as they are. */
    History after(List<Finding> findings, Instant now) {
        SortedMap<String, Instant> next = new TreeMap<>(since);
        for (Finding finding : findings) {
            if (finding.level() == Level.OK) {
                next.remove(finding.subject());
            } else if (finding.bad() && next.size() < SUBJECTS) {
                next.putIfAbsent(finding.subject(), now);
            }
        }
        return new History(next, samples, versions, carried);
    }

    History with(String subject, Sample sample, Duration window) {
        List<Sample> kept = Stream.concat(samples.getOrDefault(subject, List.of()).stream(), Stream.of(sample))
                .filter(each -> !each.at().isBefore(sample.at().minus(window)))
                .toList();
        SortedMap<String, List<Sample>> next = new TreeMap<>(samples);
        next.put(subject, List.copyOf(kept.subList(Math.max(0, kept.size() - SAMPLES), kept.size())));
        return new History(since, next, versions, carried);
    }

    /** A version that is current now. */
    History seen(String subject, String version, Instant now) {
        List<Version> known = new ArrayList<>(versions.getOrDefault(subject, List.of()));
        Version last = known.isEmpty() ? null : known.getLast();
        if (last != null && last.name().equals(version)) {
            known.set(known.size() - 1, new Version(version, last.first(), now));
        } else {
            known.add(new Version(version, now, now));
        }
        SortedMap<String, List<Version>> next = new TreeMap<>(versions);
        next.put(subject, List.copyOf(known.subList(Math.max(0, known.size() - VERSIONS), known.size())));
        return new History(since, samples, next, carried);
    }

    History carrying(List<String> there) {
        NavigableSet<String> next = new TreeSet<>(carried);
        there.stream().filter(_ -> next.size() < SUBJECTS).forEach(next::add);
        return new History(since, samples, versions, next);
    }
}
