package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.micromirror.change.Marker;
import io.micromirror.kube.Labels;
import io.micromirror.node.SyncNeed.Decision;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.SyncResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncNeedTest {
    private static final Instant NOON = Sightings.NOON;
    private static final NodeView VIEW = Sightings.view("[{name: fedora}]");

    @Test
    void newsStartARunAndTheSameAnswerNone() {
        assertThat(decide(List.of(), synced("n:1", 0, 5), null, spotted("n:2", 100), 101))
                .isEqualTo(new Decision.Start(at(100)));
        assertThat(decide(List.of(), synced("n:1", 0, 5), null, spotted("n:1", 100), 101))
                .isInstanceOf(Decision.Nothing.class);
        assertThat(decide(List.of(), null, null, spotted("n:1", 100), 101))
                .describedAs("the first sync has a Job of its own")
                .isInstanceOf(Decision.Nothing.class);
    }

    @Test
    void anOperatorThatStartsAnewStartsNothingForWhatIsSynced() {
        assertThat(decide(List.of(job("a", 0, true)), synced("n:1", 0, 5), null, spotted("n:1", 900), 901))
                .isInstanceOf(Decision.Nothing.class);
    }

    @Test
    void aJobThatIsYetToBeginServesAndOneThatMayHaveBegunDoesNot() {
        assertThat(decide(List.of(job("a", 101, false)), synced("n:1", 0, 5), null, spotted("n:2", 100), 300))
                .isInstanceOf(Decision.Nothing.class);
        assertThat(decide(List.of(job("a", 90, false)), synced("n:1", 0, 5), null, spotted("n:2", 100), 300))
                .isEqualTo(new Decision.Start(at(100)));
        assertThat(decide(
                        List.of(job("a", 80, false), job("b", 90, false)),
                        synced("n:1", 0, 5),
                        null,
                        spotted("n:2", 100),
                        300))
                .isInstanceOf(Decision.Nothing.class);
    }

    @Test
    void whoWaitedWhileAnotherRanBeginsAfterIt() {
        assertThat(decide(List.of(job("b", 90, false)), synced("n:1", 80, 110), at(100), null, 300))
                .isInstanceOf(Decision.Nothing.class);
    }

    @Test
    void anUpstreamIsNotAskedOftenerThanItAllows() {
        assertThat(decide(List.of(job("a", 70, true)), synced("n:1", 70, 75), at(100), null, 102))
                .isEqualTo(new Decision.Later(at(130)));
        assertThat(decide(List.of(job("a", 70, true)), synced("n:1", 70, 75), at(100), null, 130))
                .isEqualTo(new Decision.Start(at(100)));
    }

    @Test
    void aBurstIsWaitedFor() {
        assertThat(decide(List.of(), synced("n:1", 0, 5), at(100), null, 100)).isEqualTo(new Decision.Later(at(101)));
        assertThat(decide(List.of(), synced("n:1", 0, 5), at(100).plusMillis(900), null, 100))
                .describedAs("until the second in which a Job is seen to be younger")
                .isEqualTo(new Decision.Later(at(101)));
    }

    @Test
    void newsThatCannotBeFetchedAreTriedAgainMoreAndMoreSeldom() {
        SyncResult failed = result(Outcome.UNREACHABLE, "n:1", 200, 230, 5);
        assertThat(decide(List.of(), failed, null, spotted("n:2", 100), 231))
                .isEqualTo(new Decision.Later(at(230 + 225)));
        SyncResult longSince = result(Outcome.UNREACHABLE, "n:1", 99_000, 99_100, 5);
        assertThat(decide(List.of(), longSince, null, spotted("n:2", 100), 99_101))
                .isEqualTo(new Decision.Later(at(99_100 + 3600)));
        assertThat(decide(List.of(), failed, at(300), spotted("n:2", 100), 301))
                .describedAs("a person need not wait")
                .isEqualTo(new Decision.Start(at(300)));
    }

    @Test
    void aWishIsServedByARunThatFailed() {
        SyncResult failed = result(Outcome.UNREACHABLE, "n:1", 200, 230, 5);
        assertThat(decide(List.of(), failed, at(100), null, 231)).isInstanceOf(Decision.Nothing.class);
    }

    /** The promise: a run that is under way when they come, and one more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aThousandThatAskDuringARunMakeOneMore(long seed) {
        Random random = new Random(seed);
        List<Job> jobs = new ArrayList<>(List.of(job("running", 0, false)));
        SyncResult last = synced("n:1", -500, -400);
        Instant asked = null;
        for (int second = 1; second < 2000; second++) {
            if (second == 1001) {
                last = synced("n:1", 2, 1000);
            }
            // The API tells late that the Job has ended.
            if (second == 1000 + random.nextInt(1, 4)) {
                jobs.set(0, job("running", 0, true));
            }
            if (second == 1100 && jobs.size() > 1) {
                last = synced("n:1", 1002, 1100);
                jobs.replaceAll(job -> job(job.getMetadata().getUid(), seconds(job), true));
            }
            asked = second < 1000 ? at(second).plusMillis(random.nextInt(1000)) : asked;
            if (decide(jobs, last, asked, null, second + 1) instanceof Decision.Start) {
                jobs.add(job("more-" + second, second + 1, false));
            }
        }
        assertThat(jobs).hasSize(2);
    }

    @Test
    void theNameOfAJobIsTakenByWhoeverIsQuicker() {
        SyncNeed one = need(List.of(job("a", 0, true), job("b", 10, false)), null, null, null);
        SyncNeed same = need(List.of(job("b", 10, true), job("a", 0, true)), null, null, null);
        SyncNeed other = need(List.of(job("a", 0, true)), null, null, null);

        assertThat(name(one)).isEqualTo(name(same)).isNotEqualTo(name(other)).matches("box--fedora-[0-9a-f]{8}");
    }

    /** Each container takes half a second or more to start, and the directories are there. */
    @Test
    void aRunThatFollowsAnotherMakesNoDirectories() {
        assertThat(job(need(List.of(), synced("n:1", 0, 5), at(100), null))
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getInitContainers())
                .isEmpty();
        assertThat(job(need(List.of(), null, at(100), null))
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getInitContainers())
                .hasSize(1);
    }

    private static String name(SyncNeed need) {
        return job(need).getMetadata().getName();
    }

    private static Job job(SyncNeed need) {
        return SyncTrigger.job(Manifests.nodes("""
                                apiVersion: micromirror.io/v1alpha1
                                kind: MirrorNode
                                metadata: {name: box, namespace: n, uid: u}
                                spec: {hostname: h, projects: [{name: fedora}]}
                                """).getFirst(), VIEW, need, NOON);
    }

    @Test
    void whoPushesWaitsForAMinuteOfWhatTheUpstreamWantsAndAPersonForAllOfIt() {
        assertThat(politely("", at(110), null)).isEqualTo(new Decision.Later(at(100 + 3600)));
        assertThat(politely("", null, at(110))).isEqualTo(new Decision.Later(at(160)));
        assertThat(politely("", at(110), at(105))).isEqualTo(new Decision.Later(at(160)));
        assertThat(politely(", schedule: {minSeconds: 600}", null, at(110)))
                .describedAs("the mirror's own wish")
                .isEqualTo(new Decision.Later(at(700)));
    }

    /** A run began at 100, and its Job is gone already. */
    private static Decision politely(String own, Instant asked, Instant pushed) {
        NodeView.Carried project = Manifests.view("""
                        kind: MirrorNode
                        metadata: {name: box, namespace: n}
                        spec: {hostname: h, projects: [{name: arch%s}]}
                        ---
                        kind: MirrorProject
                        metadata: {name: arch, namespace: n}
                        spec:
                          {title: A, path: arch, module: arch, layout: arch, upstreams: ["rsync://u/a/"],
                          schedule: {everySeconds: 3600, minSeconds: 3600}}
                        """.formatted(own)).carried().getFirst();
        return new SyncNeed(
                        project,
                        List.of(),
                        Optional.of(synced("n:1", 100, 105)),
                        Optional.ofNullable(asked),
                        Optional.ofNullable(pushed),
                        Optional.empty())
                .decide(at(120));
    }

    private static Decision decide(List<Job> jobs, SyncResult last, Instant asked, Spotted spotted, long now) {
        return need(jobs, last, asked, spotted).decide(at(now));
    }

    private static SyncNeed need(List<Job> jobs, SyncResult last, Instant asked, Spotted spotted) {
        return new SyncNeed(
                VIEW.carried().getFirst(),
                jobs,
                Optional.ofNullable(last),
                Optional.ofNullable(asked),
                Optional.empty(),
                Optional.ofNullable(spotted));
    }

    private static Instant at(long second) {
        return NOON.plusSeconds(second);
    }

    private static long seconds(Job job) {
        return SyncNeed.created(job).getEpochSecond() - NOON.getEpochSecond();
    }

    private static Spotted spotted(String marker, long since) {
        return new Spotted("fedora", new Marker(marker), at(since));
    }

    private static SyncResult synced(String marker, long started, long finished) {
        return result(Outcome.UPDATED, marker, started, finished, finished);
    }

    private static SyncResult result(Outcome outcome, String marker, long started, long finished, long succeeded) {
        return SyncResult.parse("""
                {"project": "fedora", "outcome": "%s", "started": "%s", "finished": "%s", "succeeded": "%s",
                 "marker": "%s"}
                """.formatted(outcome.word(), at(started), at(finished), at(succeeded), marker))
                .orElseThrow();
    }

    private static Job job(String uid, long created, boolean finished) {
        JobBuilder job = new JobBuilder()
                .withNewMetadata()
                .withName(uid)
                .withUid(uid)
                .withLabels(Labels.sync("box", "fedora"))
                .withCreationTimestamp(at(created).toString())
                .endMetadata();
        return finished
                ? job.withNewStatus()
                        .addNewCondition()
                        .withType("Complete")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build()
                : job.build();
    }
}
