package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.api.MirrorNode;
import io.micromirror.change.Comparison;
import io.micromirror.change.Marker;
import io.micromirror.change.Probe;
import io.micromirror.change.Sighting;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NewsWatchTest {
    private static final MirrorNode NODE = Manifests.nodes("""
            kind: MirrorNode
            metadata: {name: box, namespace: n, uid: u}
            spec: {hostname: h, projects: [{name: fedora}]}
            """).getFirst();
    private static final Probe PROBE =
            new Probe(Comparison.CONTENT, List.of("rsync://u.example.net/f/"), List.of("TIME"));

    private final AtomicReference<Instant> now = new AtomicReference<>(Sightings.NOON);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Sighting> answer = new AtomicReference<>(new Sighting.Seen(new Marker("n:1")));
    private final NewsWatch watch = new NewsWatch(
            _ -> {
                asked.incrementAndGet();
                return answer.get();
            },
            ((InstantSource) now::get).withZone(ZoneOffset.UTC),
            RandomGenerator.getDefault());

    @Test
    void asksAtItsPaceAndKnowsSinceWhen() {
        watch.watch(NODE, List.of(new NewsWatch.Question("fedora", PROBE, 300)));
        after(60);
        Spotted first = spotted(1);
        answer.set(new Sighting.Unseen("It is down."));
        after(331);
        Instant failed = now.get();
        assertThat(spotted(2)).isEqualTo(first);
        await().untilAsserted(() -> assertThat(watch.blind(NODE)).containsExactly(Map.entry("fedora", failed)));
        answer.set(new Sighting.Seen(new Marker("n:1")));
        after(331);
        assertThat(spotted(3)).describedAs("the same answer is nothing new").isEqualTo(first);
        await().untilAsserted(() -> assertThat(watch.blind(NODE)).isEmpty());
        answer.set(new Sighting.Seen(new Marker("n:2")));
        after(331);
        assertThat(spotted(4).marker()).isEqualTo(new Marker("n:2"));
        assertThat(spotted(4).since()).isEqualTo(now.get());
        after(269);
        assertThat(spotted(4)).isNotNull();
    }

    @Test
    void whatIsToBeAskedOftenerDoesNotWaitForTheTimeThatItHad() {
        NewsWatch.Question question = new NewsWatch.Question("fedora", PROBE, 3600);
        watch.watch(NODE, List.of(question));
        after(60);
        spotted(1);
        watch.watch(NODE, List.of(question.atLeastEvery(60)));
        watch.watch(NODE, List.of(question.atLeastEvery(60)));
        after(60);
        spotted(2);
        watch.watch(NODE, List.of(question));
        after(67);
        spotted(3);
    }

    @Test
    void whatIsNotOnTheListIsNotAsked() {
        watch.watch(NODE, List.of(new NewsWatch.Question("fedora", PROBE, 300)));
        watch.watch(NODE, List.of());
        after(999);
        assertThat(watch.read(NODE)).isEmpty();
        assertThat(asked).hasValue(0);
    }

    private void after(long seconds) {
        now.updateAndGet(time -> time.plusSeconds(seconds));
    }

    /** What is known after so many questions. */
    private Spotted spotted(int questions) {
        watch.read(NODE);
        await().until(() -> asked.get() == questions);
        await().until(() -> {
            watch.read(NODE);
            return !watch.read(NODE).isEmpty();
        });
        return watch.read(NODE).iterator().next();
    }
}
