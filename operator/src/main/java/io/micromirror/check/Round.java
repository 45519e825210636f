package io.micromirror.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;

/** One project's probes from question to verdict. As many requests run at once as the checker makes. */
public final class Round {
    /** A listing, then what it names, then what those name: no probe needs more steps. */
    private static final int STEPS = 4;

    private final Function<Checker, Asker> askers;

    /** @param askers makes who asks as a checker does */
    public Round(Function<Checker, Asker> askers) {
        this.askers = askers;
    }

    /** What came out, and what to remember for the next time. */
    public record Judged(Verdict verdict, History history) {}

    /**
     * What was known before.
     *
     * @param standing what the last round found, where the project's sync runs now: comparisons of content then wait, and
     *     what they found stands; null where no sync runs
     */
    public record Before(History history, List<Finding> standing) {
        public static final Before NOTHING = new Before(History.NONE, null);

        /** While no sync runs. */
        public static Before of(History history) {
            return new Before(history, null);
        }

        private boolean waits(Check check) {
            return standing != null && check.probe().waitsForSync();
        }

        /** What was not found bad was good. */
        private Stream<Finding> of(Check check) {
            return Stream.concat(
                    Stream.of(Finding.ok(prefix(check) + "waits", "The project is being synced.", null)),
                    standing.stream().filter(finding -> finding.subject().startsWith(prefix(check))));
        }
    }

    /** Asks, judges and remembers. */
    public Judged judge(Target target, ProjectChecks project, Before before, Instant now) throws InterruptedException {
        Asker asker = askers.apply(project.checker());
        History history = before.history();
        List<Finding> findings = new ArrayList<>();
        for (Check check : project.checks()) {
            if (before.waits(check)) {
                before.of(check).forEach(findings::add);
                continue;
            }
            Moment moment = new Moment(now, project.checker(), history, check.failure());
            Observation seen = observe(check.probe(), target, moment, asker);
            moment = moment.with(check.probe().remember(target, seen, moment));
            List<Finding> found = named(check, check.probe().judge(target, seen, renamed(check, moment)));
            history = moment.history().after(found, now);
            findings.addAll(found);
        }
        project.troubles()
                .forEach(trouble -> findings.add(
                        Finding.of("configuration", Level.UNKNOWN, "UnknownProbe", "MirrorProject: " + trouble, null)));
        return new Judged(Verdict.of(project, findings, now), history);
    }

    private static String prefix(Check check) {
        return check.name() + ": ";
    }

    /** Two checks of a kind must not share a subject. */
    private static List<Finding> named(Check check, List<Finding> findings) {
        return findings.stream()
                .map(each -> new Finding(
                        prefix(check) + each.subject(),
                        each.level(),
                        each.reason(),
                        each.message(),
                        each.url(),
                        each.dropsAt(),
                        each.strikes()))
                .toList();
    }

    private static Moment renamed(Check check, Moment moment) {
        String prefix = prefix(check);
        History all = moment.history();
        Map<String, Instant> since = new HashMap<>();
        all.since().forEach((subject, time) -> {
            if (subject.startsWith(prefix)) {
                since.put(subject.substring(prefix.length()), time);
            }
        });
        return moment.with(new History(new TreeMap<>(since), all.samples(), all.versions(), all.carried()));
    }

    private static Observation observe(Probe probe, Target target, Moment moment, Asker asker)
            throws InterruptedException {
        Observation seen = Observation.NONE;
        for (int step = 0; step < STEPS; step++) {
            List<Request> missing = seen.missing(probe.wants(target, seen, moment));
            if (missing.isEmpty()) {
                break;
            }
            Map<Request, Answer> answers = new HashMap<>(seen.answers());
            answers.putAll(ask(missing, asker, moment.checker().parallel()));
            seen = new Observation(answers);
        }
        return seen;
    }

    private static Map<Request, Answer> ask(List<Request> requests, Asker asker, int parallel)
            throws InterruptedException {
        Semaphore slots = new Semaphore(parallel);
        Map<Request, Future<Answer>> asked = new HashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Request request : requests) {
                slots.acquire();
                asked.put(request, threads.submit(releasing(slots, () -> asker.ask(request))));
            }
        }
        Map<Request, Answer> answers = new HashMap<>();
        for (Map.Entry<Request, Future<Answer>> each : asked.entrySet()) {
            answers.put(each.getKey(), answer(each.getValue()));
        }
        return answers;
    }

    private static Callable<Answer> releasing(Semaphore slots, Callable<Answer> work) {
        return () -> {
            try {
                return work.call();
            } finally {
                slots.release();
            }
        };
    }

    /** What goes wrong on this side must not be held against the mirror. */
    private static Answer answer(Future<Answer> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            return new Answer.Failure(Answer.Trouble.OURS, String.valueOf(e.getCause()), 0);
        }
    }
}
