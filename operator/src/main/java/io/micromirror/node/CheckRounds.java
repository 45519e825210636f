package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.micromirror.api.HostedProject;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.ProjectStatus;
import io.micromirror.check.Asker;
import io.micromirror.check.Finding;
import io.micromirror.check.OwnIpv6;
import io.micromirror.check.Round;
import io.micromirror.check.Subject;
import io.micromirror.check.Verdict;
import io.micromirror.kube.Labels;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks as each project's checker does, when its time has come: whoever reads starts what is due, and gets what was found
 * last. A project is not asked for before it was published.
 */
final class CheckRounds {
    private static final Logger log = LoggerFactory.getLogger(CheckRounds.class);

    /** More would cost memory, and the checks of a box are not in a hurry. */
    private static final int AT_ONCE = 2;

    private static final Look NEVER = new Look(Instant.EPOCH, false, null, null);

    /** Where a mirror's own pods and projects are found, and what its own machine says of IPv6. */
    record Neighbours(
            Function<MirrorNode, ? extends Collection<Pod>> pods,
            Function<MirrorNode, ? extends Collection<MirrorProject>> projects,
            Function<MirrorNode, Optional<OwnIpv6>> ipv6) {}

    /**
     * The last look at one project; both verdicts are null until the first has ended.
     *
     * @param told what the status knows
     * @param found what was found last, which differs in words alone
     */
    private record Look(Instant started, boolean running, Verdict told, Verdict found) {
        boolean due(Instant now, long every) {
            return !running && !now.isBefore(started.plusSeconds(every));
        }

        Look again(Instant now) {
            return new Look(now, true, told, found);
        }

        Look ended(Verdict verdict) {
            return new Look(
                    started, false, verdict == null || !CheckReading.news(told, verdict) ? told : verdict, verdict);
        }
    }

    private final Neighbours neighbours;
    private final CheckMemory memory;
    private final Clock clock;
    private final Round round;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Map<String, Map<String, Look>> looks = new ConcurrentHashMap<>();
    private final Delistings delistings;

    /** @param references directory for what others answered */
    CheckRounds(Neighbours neighbours, CheckMemory memory, Path references, Clock clock) {
        this.neighbours = neighbours;
        this.memory = memory;
        this.clock = clock;
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        this.round = new Round(checker -> Asker.of(checker, tls, references));
        this.delistings = new Delistings(round, slots, clock);
    }

    Set<CheckReading> read(MirrorNode node) {
        Map<String, Look> ofNode = looks.computeIfAbsent(node.getMetadata().getUid(), _ -> new ConcurrentHashMap<>());
        Map<String, MirrorProject> catalogue = neighbours.projects().apply(node).stream()
                .collect(Collectors.toMap(project -> project.getMetadata().getName(), Function.identity()));
        Set<String> wanted = node.getSpec().projects().stream()
                .map(HostedProject::name)
                .filter(name -> published(node, name))
                .filter(name -> Optional.ofNullable(catalogue.get(name))
                        .map(MirrorProject::getSpec)
                        .filter(spec -> !spec.checks().isEmpty())
                        .isPresent())
                .collect(Collectors.toSet());
        ofNode.keySet().stream().filter(name -> !wanted.contains(name)).toList().forEach(name -> {
            ofNode.remove(name);
            memory.forget(CheckMemory.Key.of(node, name));
        });
        OwnIpv6 ipv6 = neighbours.ipv6().apply(node).orElse(null);
        wanted.forEach(name -> start(
                node,
                NodeSubjects.of(node.getSpec(), name, catalogue.get(name).getSpec())
                        .with(ipv6),
                ofNode));
        Map<String, Verdict> verdicts = ofNode.entrySet().stream()
                .filter(each -> each.getValue().told() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().told()));
        CheckReading reading = new CheckReading(verdicts, delistings.read(node, catalogue));
        return reading.equals(CheckReading.NONE) ? Set.of() : Set.of(reading);
    }

    private static boolean published(MirrorNode node, String name) {
        return node.getStatus() != null
                && node.getStatus().projects().stream()
                        .filter(project -> project.published() != null)
                        .map(ProjectStatus::name)
                        .anyMatch(name::equals);
    }

    private void start(MirrorNode node, Subject subject, Map<String, Look> ofNode) {
        String name = subject.target().project();
        Instant now = clock.instant();
        Look last = ofNode.getOrDefault(name, NEVER);
        boolean syncing = syncing(node, name);
        // Without a former verdict there is nothing that could stand for what waits.
        if (!last.due(now, subject.checks().checker().everySeconds()) || (syncing && last.found() == null)) {
            return;
        }
        ofNode.put(name, last.again(now));
        List<Finding> standing = syncing ? last.found().findings() : null;
        Instant synced = synced(node, name);
        Thread.ofVirtual().name("check " + name).start(() -> {
            Verdict after = last.found();
            try {
                after = ask(subject, CheckMemory.Key.of(node, name), standing, synced);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.error("The checks of {} could not be run", name, e);
            }
            Verdict found = after;
            ofNode.computeIfPresent(name, (_, look) -> look.ended(found));
        });
    }

    private boolean syncing(MirrorNode node, String project) {
        return neighbours.pods().apply(node).stream()
                .filter(pod -> project.equals(pod.getMetadata().getLabels().get(Labels.PROJECT)))
                .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase()));
    }

    private static Instant synced(MirrorNode node, String project) {
        return node.getStatus().projects().stream()
                .filter(status -> status.name().equals(project) && status.lastSync() != null)
                .map(status -> status.lastSync().finished())
                .findFirst()
                .orElse(null);
    }

    private Verdict ask(Subject subject, CheckMemory.Key key, List<Finding> standing, Instant synced)
            throws InterruptedException {
        slots.acquire();
        try {
            Round.Judged judged = round.judge(
                    subject.target(), subject.checks(), new Round.Before(memory.read(key), standing), clock.instant());
            memory.write(key, judged.history(), synced);
            return judged.verdict();
        } finally {
            slots.release();
        }
    }
}
