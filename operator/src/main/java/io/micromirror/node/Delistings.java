package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.ProjectState;
import io.micromirror.api.ProjectStatus;
import io.micromirror.check.Round;
import io.micromirror.check.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a distribution still lists the mirror for a project that was taken off it. While it does, it sends users; once
 * two looks a day apart found every list of it without the mirror, nobody does, and the project need not be served to the
 * end of its time. A list that cannot be read says nothing, and the next look is the first again. What is known goes with
 * the operator's process: that costs a day.
 */
final class Delistings {
    private static final Logger log = LoggerFactory.getLogger(Delistings.class);

    /** Between two looks; lists are kept as long, and made anew about as often. */
    private static final Duration APART = Duration.ofDays(1);

    private final Round round;
    private final Semaphore slots;
    private final Clock clock;
    private final Map<Retired, Look> looks = new ConcurrentHashMap<>();
    private final Set<Retired> asking = ConcurrentHashMap.newKeySet();

    /**
     * A project off a mirror's list.
     *
     * @param since tells a second time off the list from the first
     */
    private record Retired(String mirror, String project, Instant since) {}

    /**
     * The last look at the lists of one project.
     *
     * @param missing when the first of the looks was that found the mirror on none; null where the last did not
     */
    record Look(Instant started, Instant missing) {
        static final Look NEVER = new Look(Instant.MIN, null);

        boolean due(Instant now) {
            return !now.isBefore(started.plus(APART));
        }

        /** @param listed as the verdict says it, null where it is not known */
        Look after(Boolean listed, Instant now) {
            return new Look(now, !Boolean.FALSE.equals(listed) ? null : missing == null ? now : missing);
        }

        boolean delisted() {
            return missing != null && !started.isBefore(missing.plus(APART));
        }
    }

    /** @param slots bounds what is asked at once */
    Delistings(Round round, Semaphore slots, Clock clock) {
        this.round = round;
        this.slots = slots;
        this.clock = clock;
    }

    /** The status with those served no more from now on; what is over already stays as it is. */
    static MirrorNodeStatus told(MirrorNodeStatus before, Set<String> delisted, Instant now) {
        List<ProjectStatus> projects = before.projects().stream()
                .map(project -> project.state() == ProjectState.RETIRING && delisted.contains(project.name())
                        ? project.retired(project.retiredSince(), now.truncatedTo(ChronoUnit.SECONDS))
                        : project)
                .toList();
        return new MirrorNodeStatus(
                before.observedGeneration(),
                before.conditions(),
                projects,
                before.certificate(),
                before.syncNow(),
                before.push());
    }

    /** Starts the looks that are due, and tells which projects of a mirror are on no list any more. */
    Set<String> read(MirrorNode node, Map<String, MirrorProject> catalogue) {
        String mirror = node.getMetadata().getUid();
        Map<Retired, Subject> retiring = StatusPatch.before(node).projects().stream()
                .filter(project -> project.state() == ProjectState.RETIRING)
                .filter(project -> catalogue.containsKey(project.name())
                        && catalogue.get(project.name()).getSpec() != null)
                .collect(Collectors.toMap(
                        project -> new Retired(mirror, project.name(), project.retiredSince()),
                        project -> NodeSubjects.of(
                                        node.getSpec(),
                                        project.name(),
                                        catalogue.get(project.name()).getSpec())
                                .listing()));
        looks.keySet().removeIf(each -> each.mirror().equals(mirror) && !retiring.containsKey(each));
        retiring.forEach((retired, subject) -> {
            if (!subject.checks().checks().isEmpty()) {
                look(retired, subject);
            }
        });
        return looks.entrySet().stream()
                .filter(each ->
                        each.getKey().mirror().equals(mirror) && each.getValue().delisted())
                .map(each -> each.getKey().project())
                .collect(Collectors.toSet());
    }

    /** Whether no look is under way. */
    boolean isIdle() {
        return asking.isEmpty();
    }

    private void look(Retired retired, Subject subject) {
        Look last = looks.computeIfAbsent(retired, _ -> Look.NEVER);
        Instant now = clock.instant();
        if (!last.due(now) || !asking.add(retired)) {
            return;
        }
        Thread.ofVirtual().name("list " + retired.project()).start(() -> {
            Boolean listed = null;
            try {
                listed = listed(subject, now);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.error("Whether {} is still listed could not be asked", retired.project(), e);
            }
            Boolean found = listed;
            looks.computeIfPresent(retired, (_, look) -> look.after(found, now));
            asking.remove(retired);
        });
    }

    private Boolean listed(Subject subject, Instant now) throws InterruptedException {
        slots.acquire();
        try {
            return round.judge(subject.target(), subject.checks(), Round.Before.NOTHING, now)
                    .verdict()
                    .listed();
        } finally {
            slots.release();
        }
    }
}
