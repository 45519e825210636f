package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import io.micromirror.change.Lookout;
import io.micromirror.change.Marker;
import io.micromirror.change.Probe;
import io.micromirror.change.Sighting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks upstreams for news, each project at its pace and each on a thread of its own, so that one that stalls delays no
 * other. Makes no Job and writes nothing; who reads it sees a change only where an answer changed.
 */
final class NewsWatch {
    /** How soon an answer is noticed; nothing is asked for it. */
    static final Duration TICK = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(NewsWatch.class);

    /** Within which the first questions are spread, so that a box that starts does not ask all at once. */
    private static final int SPREAD_SECONDS = 60;

    private static final double JITTER = 0.1;

    private final Function<Probe, Sighting> lookout;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<String, Map<String, Post>> posts = new ConcurrentHashMap<>();

    /** @param lookout answers a probe, see {@link Lookout#look} */
    NewsWatch(Function<Probe, Sighting> lookout, Clock clock, RandomGenerator random) {
        this.lookout = lookout;
        this.clock = clock;
        this.random = random;
    }

    /** What to ask for a project, and how often. */
    record Question(String project, Probe probe, int everySeconds) {
        Question atLeastEvery(int seconds) {
            return new Question(project, probe, Math.min(everySeconds, seconds));
        }
    }

    /** From now on, of this mirror, these and no others. */
    void watch(MirrorNode node, List<Question> questions) {
        String mirror = node.getMetadata().getName();
        Map<String, Post> mine = posts.computeIfAbsent(node.getMetadata().getUid(), _ -> new ConcurrentHashMap<>());
        mine.keySet().retainAll(questions.stream().map(Question::project).collect(Collectors.toSet()));
        for (Question question : questions) {
            int spread = Math.min(question.everySeconds(), SPREAD_SECONDS);
            int offset = Math.floorMod((mirror + "/" + question.project()).hashCode(), spread);
            mine.computeIfAbsent(
                            question.project(), _ -> new Post(clock.instant().plusSeconds(offset)))
                    .put(question, clock.instant());
        }
    }

    /** What is known, without waiting; questions that are due are asked meanwhile. */
    Set<Spotted> read(MirrorNode node) {
        Map<String, Post> mine = posts.getOrDefault(node.getMetadata().getUid(), Map.of());
        Instant now = clock.instant();
        mine.values().stream()
                .filter(post -> post.isDue(now))
                .forEach(post -> Thread.ofVirtual().name("probe").start(() -> ask(post)));
        return mine.values().stream().flatMap(post -> post.last.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Asks at the next tick, because something may have been missed. Returns whether there is a probe to ask by. */
    boolean hasten(MirrorNode node, String project) {
        Post post = posts.getOrDefault(node.getMetadata().getUid(), Map.of()).get(project);
        if (post != null) {
            post.atOnce(clock.instant());
        }
        return post != null;
    }

    /** The projects whose upstreams cannot be asked, and since when. */
    Map<String, Instant> blind(MirrorNode node) {
        Map<String, Instant> since = new TreeMap<>();
        posts.getOrDefault(node.getMetadata().getUid(), Map.of())
                .forEach((project, post) -> post.blind().ifPresent(then -> since.put(project, then)));
        return since;
    }

    private void ask(Post post) {
        Question question = post.question;
        post.answered(question, lookout.apply(question.probe()), clock.instant());
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        post.again(clock.instant().plusMillis((long) (question.everySeconds() * 1000 * factor)));
    }

    /** Where one project is watched from. */
    private static final class Post {
        private volatile Question question;
        private volatile Optional<Spotted> last = Optional.empty();
        private Instant next;
        private boolean asking;
        private Optional<Instant> blind = Optional.empty();

        Post(Instant next) {
            this.next = next;
        }

        /** One that is to be asked oftener than the one before does not wait for that one's time. */
        synchronized void put(Question other, Instant now) {
            Instant latest = now.plusSeconds(other.everySeconds());
            if (question != null && question.everySeconds() > other.everySeconds() && latest.isBefore(next)) {
                next = latest;
            }
            question = other;
        }

        synchronized boolean isDue(Instant now) {
            boolean due = !asking && !now.isBefore(next);
            asking |= due;
            return due;
        }

        synchronized void answered(Question asked, Sighting sighting, Instant now) {
            switch (sighting) {
                case Sighting.Seen(Marker marker) -> {
                    blind = Optional.empty();
                    if (last.isEmpty() || !last.get().marker().equals(marker)) {
                        log.info("{} has published {}", asked.project(), marker.word());
                        last = Optional.of(new Spotted(asked.project(), marker, now));
                    }
                }
                case Sighting.Unseen(String why) -> {
                    if (blind.isEmpty()) {
                        log.warn("{} cannot be asked for news and waits for its schedule: {}", asked.project(), why);
                    }
                    blind = blind.or(() -> Optional.of(now));
                }
            }
        }

        synchronized void atOnce(Instant now) {
            next = now;
        }

        synchronized Optional<Instant> blind() {
            return blind;
        }

        synchronized void again(Instant then) {
            next = then;
            asking = false;
        }
    }
}
