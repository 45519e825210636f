package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.micromirror.api.HostedProject;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.ProjectStatus;
import io.micromirror.check.Asker;
import io.micromirror.check.HistoryFile;
import io.micromirror.check.Round;
import io.micromirror.check.Subject;
import io.micromirror.check.Verdict;
import io.micromirror.kube.Labels;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
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

    /** Where a mirror's own pods and projects are found. */
    record Neighbours(
            Function<MirrorNode, ? extends Collection<Pod>> pods,
            Function<MirrorNode, ? extends Collection<MirrorProject>> projects) {}

    /** The last look at one project; {@code verdict} is null until the first has ended. */
    private record Look(Instant started, boolean running, Verdict verdict) {}

    private final Neighbours neighbours;
    private final Path state;
    private final Clock clock;
    private final Round round;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Map<String, Map<String, Look>> looks = new ConcurrentHashMap<>();

    /** @param state directory for what is remembered between rounds */
    CheckRounds(Neighbours neighbours, Path state, Clock clock) {
        this.neighbours = neighbours;
        this.state = state;
        this.clock = clock;
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        this.round = new Round(checker -> Asker.of(checker, tls, state.resolve("references")));
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
        ofNode.keySet().retainAll(wanted);
        wanted.forEach(name -> start(
                node, NodeSubjects.of(node.getSpec(), name, catalogue.get(name).getSpec()), ofNode));
        Map<String, Verdict> verdicts = ofNode.entrySet().stream()
                .filter(each -> each.getValue().verdict() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().verdict()));
        return verdicts.isEmpty() ? Set.of() : Set.of(new CheckReading(verdicts));
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
        Look last = ofNode.get(name);
        long every = subject.checks().checker().everySeconds();
        if (last != null && (last.running() || now.isBefore(last.started().plusSeconds(every)))) {
            return;
        }
        Verdict before = last == null ? null : last.verdict();
        ofNode.put(name, new Look(now, true, before));
        boolean syncing = neighbours.pods().apply(node).stream()
                .filter(pod -> name.equals(pod.getMetadata().getLabels().get(Labels.PROJECT)))
                .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase()));
        Path folder = state.resolve(node.getMetadata().getName());
        Thread.ofVirtual().name("check " + name).start(() -> {
            Verdict after = before;
            try {
                after = ask(subject, new HistoryFile(folder, name), syncing);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.error("The checks of {} could not be run", name, e);
            }
            Verdict told = after == null || CheckReading.news(before, after) ? after : before;
            ofNode.computeIfPresent(name, (_, look) -> new Look(look.started(), false, told));
        });
    }

    private Verdict ask(Subject subject, HistoryFile history, boolean syncing) throws InterruptedException {
        slots.acquire();
        try {
            Round.Judged judged =
                    round.judge(subject.target(), subject.checks(), history.read(), syncing, clock.instant());
            history.write(judged.history());
            return judged.verdict();
        } finally {
            slots.release();
        }
    }
}
