package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.api.MirrorNode;
import io.micromirror.change.Openness;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReleaseWatchTest {
    private static final MirrorNode NODE = Manifests.nodes("""
            kind: MirrorNode
            metadata: {name: box, namespace: n, uid: u}
            spec: {hostname: h, projects: [{name: fedora}]}
            """).getFirst();
    private static final String UPSTREAM = "rsync://u/f/";
    private static final String HERE = "http://192.0.2.7/fedora/";
    private static final ReleaseWatch.Question QUESTION =
            new ReleaseWatch.Question("fedora", "releases/44/repomd.xml", List.of(UPSTREAM), List.of(HERE));

    private final AtomicReference<Instant> now = new AtomicReference<>(Sightings.NOON);
    private final AtomicInteger asked = new AtomicInteger();
    private final Map<String, Openness> answers =
            new ConcurrentHashMap<>(Map.of(UPSTREAM, new Openness.Closed(), HERE, new Openness.Closed()));
    private final ReleaseWatch watch = new ReleaseWatch(
            (bases, _) -> {
                asked.incrementAndGet();
                return answers.get(bases.getFirst());
            },
            ((InstantSource) now::get).withZone(ZoneOffset.UTC));

    @Test
    void onlyTheUpstreamIsAskedUntilItHasOpenedAndNobodyOnceBothHave() {
        watch.watch(NODE, List.of(QUESTION));
        looks(1);
        assertThat(watch.known(NODE)).isEmpty();
        after(59);
        looks(1);
        answers.put(UPSTREAM, new Openness.Unknown("It is down."));
        after(1);
        looks(2);
        assertThat(watch.known(NODE)).isEmpty();

        answers.put(UPSTREAM, new Openness.Open());
        after(60);
        looks(4);
        Opened opened = new Opened("fedora", now.get(), false, now.get());
        assertThat(watch.known(NODE)).containsExactly(opened);
        assertThat(metrics())
                .contains(
                        "micromirror_release_upstream_open_timestamp_seconds{node=\"box\",project=\"fedora\"} "
                                + now.get().getEpochSecond(),
                        "micromirror_release_open{node=\"box\",project=\"fedora\"} 0");

        answers.put(HERE, new Openness.Open());
        after(60);
        looks(5);
        assertThat(watch.read(NODE)).isEqualTo(Set.of(opened.again(true, now.get())));
        assertThat(metrics()).contains("micromirror_release_open{node=\"box\",project=\"fedora\"} 1");
        after(3600);
        looks(5);
    }

    @Test
    void anotherFileIsAnotherRelease() {
        answers.put(UPSTREAM, new Openness.Open());
        watch.watch(NODE, List.of(QUESTION));
        looks(2);
        watch.watch(NODE, List.of(new ReleaseWatch.Question("fedora", "releases/45/x", List.of(UPSTREAM), List.of())));

        assertThat(watch.known(NODE)).isEmpty();
        looks(3);
        assertThat(watch.known(NODE)).hasSize(1);
        watch.watch(NODE, List.of());
        assertThat(watch.known(NODE)).isEmpty();
        assertThat(metrics()).isEmpty();
    }

    private String metrics() {
        return ReleaseMetrics.render(List.of(NODE), watch::known).toString();
    }

    private void after(long seconds) {
        now.updateAndGet(time -> time.plusSeconds(seconds));
    }

    /** Lets it look, and waits until so many questions were asked in all and answered. */
    private void looks(int questions) {
        watch.read(NODE);
        await().until(() -> asked.get() == questions && watch.isAtRest(NODE));
    }
}
