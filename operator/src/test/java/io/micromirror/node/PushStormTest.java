package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micromirror.api.MirrorNode;
import io.micromirror.change.Sighting;
import io.micromirror.kube.Labels;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.push.PushMetrics;
import io.micromirror.push.Webhook;
import io.micromirror.sync.StorageStatus;
import io.micromirror.sync.SyncResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All projects are spoken of at once, again and again. What hears and decides is the operator's own; the box on which runs
 * take their time, one of a project and {@link #SLOTS} in all at once, is played, second by second, as micromirror-line has it.
 */
class PushStormTest {
    private static final int PROJECTS = 12;
    private static final int SLOTS = 2;
    private static final int RUN_SECONDS = 20;
    private static final int STORM_SECONDS = 200;
    private static final int END = 700;
    private static final int MIN_SECONDS = 60;
    private static final String TOKEN = "0123456789abcdef";
    private static final String MANIFESTS = """
            kind: MirrorNode
            metadata: {name: box, namespace: n, uid: u}
            spec: {hostname: box.example.net, projects: [%s], push: {webhook: {secretName: push}}}
            """.formatted(IntStream.range(0, PROJECTS)
                    .mapToObj("{name: p%d}"::formatted)
                    .collect(Collectors.joining(", ")))
            + IntStream.range(0, PROJECTS).mapToObj("""
                    ---
                    kind: MirrorProject
                    metadata: {name: p%1$d, namespace: n}
                    spec: {title: P, path: p%1$d, module: p%1$d, layout: plain, upstreams: ["rsync://u/p/"]}
                    """::formatted).collect(Collectors.joining());

    private static final MirrorNode NODE = Manifests.nodes(MANIFESTS).getFirst();
    private static final NodeView VIEW = Manifests.view(MANIFESTS);

    @TempDir
    private Path secrets;

    private final Hand clock = new Hand();
    private final List<Run> runs = new ArrayList<>();
    private Pushes pushes;

    @BeforeEach
    void aMirrorThatMayBeCalled() throws IOException {
        Files.writeString(Files.createDirectory(secrets.resolve("push")).resolve("token"), TOKEN);
        NewsWatch news = new NewsWatch(_ -> new Sighting.Unseen("nobody is asked here"), clock, new Random(1));
        pushes = new Pushes(secrets, news, new PushMetrics(new SimpleMeterRegistry()), clock);
        pushes.watch(NODE, VIEW);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aStormOverAllProjectsStartsEachOnceAMinuteAndForgetsNothing(long seed) {
        Random random = new Random(seed);
        for (int second = 0; second < END; second++) {
            clock.now = Sightings.NOON.plusSeconds(second);
            for (int i = 0; second < STORM_SECONDS && i < PROJECTS * 3; i++) {
                clock.now = clock.now.plusMillis(random.nextInt(20));
                say(random.nextInt(PROJECTS));
            }
            clock.now = Sightings.NOON.plusSeconds(second + 1);
            work();
            decide();
        }
        for (Carried project : VIEW.carried()) {
            List<Run> mine = runs.stream()
                    .filter(run -> run.project.equals(project.name()))
                    .toList();
            assertThat(mine).hasSizeBetween(2, STORM_SECONDS / MIN_SECONDS + 2);
            for (int i = 1; i < mine.size(); i++) {
                assertThat(Duration.between(mine.get(i - 1).created, mine.get(i).created))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(MIN_SECONDS));
            }
            assertThat(mine)
                    .anyMatch(run ->
                            run.started != null && run.started.isAfter(Sightings.NOON.plusSeconds(STORM_SECONDS)));
            assertThat(mine).describedAs("at rest").allMatch(run -> run.finished != null);
        }
    }

    @Test
    void aThousandMessagesDuringARunMakeOneMore() {
        for (int second = 0; second < END; second++) {
            clock.now = Sightings.NOON.plusSeconds(second);
            if (second == 0) {
                say(0);
            }
            boolean isRunning = runs.stream().anyMatch(run -> run.started != null && run.finished == null);
            for (int i = 0; isRunning && second <= RUN_SECONDS && i < 100; i++) {
                say(0);
            }
            clock.now = Sightings.NOON.plusSeconds(second + 1);
            work();
            decide();
        }
        assertThat(runs).hasSize(2);
    }

    private void say(int project) {
        assertThat(pushes.webhook()
                        .call("POST", URI.create("/push/box/p" + project + "?token=" + TOKEN), Optional.empty()))
                .isEqualTo(Webhook.Answer.ASKED);
    }

    private void decide() {
        Observed seen = new Observed(
                Optional.empty(),
                List.of(),
                runs.stream().map(Run::job).toList(),
                Optional.of(new StorageStatus(
                        runs.stream().flatMap(run -> run.result().stream()).toList(), null)),
                Optional.empty());
        Map<String, Instant> asked = pushes.asked(NODE, VIEW, seen);
        Observed observed = seen.asking(Optional.empty(), asked, Set.of());
        VIEW.active()
                .filter(project -> observed.need(project).decide(clock.now) instanceof SyncNeed.Decision.Start)
                .forEach(this::start);
    }

    private void start(Carried project) {
        Run run = new Run(project.name(), clock.now);
        boolean isNeedless = among(run.project, Run::waits).findAny().isPresent();
        runs.add(run);
        if (isNeedless) {
            run.finished = clock.now;
        }
    }

    private void work() {
        runs.stream()
                .filter(run ->
                        run.runs() && !run.started.plusSeconds(RUN_SECONDS).isAfter(clock.now))
                .forEach(run -> run.finished = clock.now);
        for (Run run : runs.stream().filter(Run::waits).toList()) {
            boolean isFree = runs.stream().filter(Run::runs).count() < SLOTS
                    && among(run.project, Run::runs).findAny().isEmpty();
            run.started = isFree ? clock.now : null;
        }
    }

    private Stream<Run> among(String project, Predicate<Run> which) {
        return runs.stream().filter(run -> run.project.equals(project)).filter(which);
    }

    /** A Job and its pod. */
    private static final class Run {
        private final String project;
        private final Instant created;
        private Instant started;
        private Instant finished;

        Run(String project, Instant created) {
            this.project = project;
            this.created = created;
        }

        boolean waits() {
            return started == null && finished == null;
        }

        boolean runs() {
            return started != null && finished == null;
        }

        Job job() {
            JobBuilder job = new JobBuilder()
                    .withNewMetadata()
                    .withLabels(Labels.sync("box", project))
                    .withCreationTimestamp(created.toString())
                    .endMetadata();
            return finished == null
                    ? job.build()
                    : job.withNewStatus()
                            .addNewCondition()
                            .withType("Complete")
                            .withStatus("True")
                            .endCondition()
                            .endStatus()
                            .build();
        }

        Optional<SyncResult> result() {
            return started == null || finished == null
                    ? Optional.empty()
                    : SyncResult.parse("""
                            {"project": "%s", "outcome": "Updated", "started": "%s", "finished": "%s", "succeeded": "%3$s"}
                            """.formatted(project, started, finished));
        }
    }

    /** A clock that a test sets. */
    private static final class Hand extends Clock {
        private Instant now = Sightings.NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
