package io.micromirror.node;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.micromirror.change.News;
import io.micromirror.change.Sighting;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.sync.SyncResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a project needs a run that nobody scheduled. Whatever asks for it, a person, a message or news, is a moment: a
 * run that begins after it serves all that was asked before. So there is at most one Job that runs and one that waits.
 *
 * @param jobs of the project, ended or not
 * @param last the newest result of a run
 * @param asked when a person last asked for a run
 * @param pushed when whoever pushes last did
 * @param spotted what the upstream has, where a probe looks for it
 */
record SyncNeed(
        Carried project,
        List<Job> jobs,
        Optional<SyncResult> last,
        Optional<Instant> asked,
        Optional<Instant> pushed,
        Optional<Spotted> spotted) {
    /** After a first sync that failed. */
    private static final Duration FIRST_AGAIN = Duration.ofMinutes(15);

    /** What to do. */
    sealed interface Decision {
        /** A Job, for what was asked until then. */
        record Start(Instant since) implements Decision {}

        /** To look again. */
        record Later(Instant when) implements Decision {}

        /** All that was asked is served, or will be by a Job that is there. */
        record Nothing() implements Decision {}
    }

    Decision decide(Instant now) {
        Optional<Instant> newest = Stream.of(unserved(asked), unserved(pushed), news())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
        if (newest.isEmpty() || isCovered(newest.get())) {
            return new Decision.Nothing();
        }
        Instant from = from(newest.get());
        return now.isBefore(from) ? new Decision.Later(from) : new Decision.Start(newest.get());
    }

    /** A run that began later has served it, however it ended: status says how. */
    private Optional<Instant> unserved(Optional<Instant> wish) {
        return wish.filter(
                time -> last.filter(result -> result.started().isAfter(time)).isEmpty());
    }

    /** Of what no run has recorded. While a first one has not ended, its own Job is in charge. */
    private Optional<Instant> news() {
        return spotted.filter(
                        seen -> last.filter(result -> isNews(result, seen)).isPresent())
                .map(Spotted::since);
    }

    private static boolean isNews(SyncResult last, Spotted seen) {
        Instant began = last.outcome().complete() ? last.started() : last.succeeded();
        return News.of(
                        Optional.ofNullable(last.marker()),
                        Optional.ofNullable(began),
                        new Sighting.Seen(seen.marker()),
                        seen.since())
                == News.NEWS;
    }

    /** Whether a Job that is there begins, or began, after that time. */
    private boolean isCovered(Instant time) {
        List<Job> unfinished = jobs.stream().filter(job -> !isFinished(job)).toList();
        if (unfinished.size() > 1) {
            return true;
        }
        // The lock was held at that time by a run that has ended since: who is left begins after it.
        boolean spanned = last.filter(result ->
                        !result.started().isAfter(time) && !result.finished().isBefore(time))
                .isPresent();
        return unfinished.stream().anyMatch(job -> spanned || created(job).isAfter(time));
    }

    /** Neither while more may be asked in the same breath, nor oftener than the upstream allows, nor at once after a failure. */
    private Instant from(Instant time) {
        boolean isPushed = unserved(pushed).isPresent();
        int seconds = isPushed ? project.pushedSeconds() : project.minSeconds();
        // An ended Job is not kept for as long as an upstream may want to be left alone.
        Stream<Instant> pause = Stream.concat(
                        jobs.stream().map(SyncNeed::created), last.map(SyncResult::started).stream())
                .map(start -> start.plusSeconds(seconds));
        Stream<Instant> failure = last
                .filter(result -> !isPushed
                        && unserved(asked).isEmpty()
                        && !result.outcome().complete()
                        && result.started().isAfter(time))
                .stream()
                .map(result -> result.finished().plus(patience(result)));
        return Stream.of(Stream.of(burstOver(time)), pause, failure)
                .flatMap(each -> each)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The next second: the API tells by whole ones when a Job was made, and one that serves shall be seen to be younger. */
    private static Instant burstOver(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /** As long again as it has failed already, so that an upstream that is down for a day is not asked all day long. */
    private Duration patience(SyncResult failed) {
        Duration most = Duration.ofSeconds(project.everySeconds());
        if (failed.succeeded() == null) {
            return most.compareTo(FIRST_AGAIN) < 0 ? most : FIRST_AGAIN;
        }
        Duration since = Duration.between(failed.succeeded(), failed.finished());
        return most.compareTo(since) < 0 ? most : since;
    }

    static boolean isFinished(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> "True".equals(condition.getStatus())
                                && ("Complete".equals(condition.getType()) || "Failed".equals(condition.getType())));
    }

    static Instant created(Job job) {
        return Instant.parse(job.getMetadata().getCreationTimestamp());
    }
}
