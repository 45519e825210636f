package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import io.micromirror.change.Openness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks on release days, every minute, whether the upstream has opened what was announced and whether the mirror has, until
 * both have. Makes no Job and writes nothing. An operator that starts anew counts from its own first look.
 */
final class ReleaseWatch {
    /** How soon an answer is noticed; nothing is asked for it. */
    static final Duration TICK = Duration.ofSeconds(5);

    /** How often upstreams are asked for news on a release day. */
    static final int SECONDS = 60;

    private static final Logger log = LoggerFactory.getLogger(ReleaseWatch.class);

    private final BiFunction<List<String>, String, Openness> lookout;
    private final Clock clock;
    private final Map<String, Map<String, Look>> looks = new ConcurrentHashMap<>();

    /** @param lookout tells whether a file is open at the first of some bases that answers */
    ReleaseWatch(BiFunction<List<String>, String, Openness> lookout, Clock clock) {
        this.lookout = lookout;
        this.clock = clock;
    }

    /**
     * What to ask of a project.
     *
     * @param upstreams bases of the upstream's tree
     * @param here the base of the mirror's own; none while it is not served
     */
    record Question(String project, String file, List<String> upstreams, List<String> here) {}

    /** @param opened absent until the upstream has */
    private record Look(Question question, Instant next, boolean running, Optional<Opened> opened) {
        static Look first(Question question) {
            return new Look(question, Instant.MIN, false, Optional.empty());
        }

        Look asking(Question other) {
            return question.file().equals(other.file()) ? new Look(other, next, running, opened) : first(other);
        }

        boolean isDue(Instant now) {
            return !running && !now.isBefore(next) && !opened.map(Opened::here).orElse(false);
        }

        Look started() {
            return new Look(question, next, true, opened);
        }

        /** Another question that was put meanwhile knows nothing of this answer. */
        Look ended(Question asked, Optional<Opened> answer, Instant now) {
            return question.file().equals(asked.file())
                    ? new Look(question, now.plusSeconds(SECONDS), false, answer)
                    : new Look(question, now, false, opened);
        }
    }

    /** From now on, of this mirror, these and no others. */
    void watch(MirrorNode node, List<Question> questions) {
        if (questions.isEmpty()) {
            looks.remove(node.getMetadata().getUid());
            return;
        }
        Map<String, Look> mine = looks.computeIfAbsent(node.getMetadata().getUid(), _ -> new ConcurrentHashMap<>());
        mine.keySet().retainAll(questions.stream().map(Question::project).collect(Collectors.toSet()));
        questions.forEach(question -> mine.compute(
                question.project(), (_, look) -> look == null ? Look.first(question) : look.asking(question)));
    }

    /** What is known, without waiting; questions that are due are asked meanwhile. */
    Set<Opened> read(MirrorNode node) {
        Map<String, Look> mine = looks.getOrDefault(node.getMetadata().getUid(), Map.of());
        Instant now = clock.instant();
        mine.forEach((project, look) -> {
            if (look.isDue(now)) {
                mine.computeIfPresent(project, (_, same) -> same.started());
                Thread.ofVirtual().name("release").start(() -> ask(mine, look));
            }
        });
        return mine.values().stream().flatMap(look -> look.opened().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The releases that are open upstream, without asking. */
    Collection<Opened> known(MirrorNode node) {
        return looks.getOrDefault(node.getMetadata().getUid(), Map.of()).values().stream()
                .flatMap(look -> look.opened().stream())
                .toList();
    }

    /** Whether no answer is awaited. */
    boolean isAtRest(MirrorNode node) {
        return looks.getOrDefault(node.getMetadata().getUid(), Map.of()).values().stream()
                .noneMatch(Look::running);
    }

    /** Since when runs are asked for, those included that messages ask for. */
    static Map<String, Instant> asking(Map<String, Instant> spoken, Collection<Opened> opened) {
        Map<String, Instant> all = new HashMap<>(spoken);
        opened.stream()
                .filter(each -> !each.here())
                .forEach(each ->
                        all.merge(each.project(), each.asked(), (one, other) -> one.isAfter(other) ? one : other));
        return all;
    }

    private void ask(Map<String, Look> mine, Look look) {
        Question question = look.question();
        Optional<Opened> answer = answer(question, look.opened());
        mine.computeIfPresent(question.project(), (_, same) -> same.ended(question, answer, clock.instant()));
    }

    private Optional<Opened> answer(Question question, Optional<Opened> before) {
        if (before.isEmpty() && !isOpen(question, question.upstreams())) {
            return before;
        }
        boolean here = isOpen(question, question.here());
        Instant now = clock.instant();
        Opened after = before.map(opened -> opened.again(here, now))
                .orElseGet(() -> Opened.first(question.project(), here, now));
        if (before.isEmpty() || here) {
            log.info(
                    "{} has opened {}; it is {} here",
                    question.project(),
                    question.file(),
                    here ? "open" : "not open yet");
        }
        return Optional.of(after);
    }

    private boolean isOpen(Question question, List<String> bases) {
        if (bases.isEmpty()) {
            return false;
        }
        return switch (lookout.apply(bases, question.file())) {
            case Openness.Open _ -> true;
            case Openness.Closed _ -> false;
            case Openness.Unknown(String why) -> {
                log.warn("Whether {} is open cannot be told: {}", question.file(), why);
                yield false;
            }
        };
    }
}
