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
     * Asks, judges and remembers.
     *
     * @param syncing whether the project's sync runs: comparisons of content then wait, and what was found before stands
     */
    public Judged judge(Target target, ProjectChecks project, History before, boolean syncing, Instant now)
            throws InterruptedException {
        Asker asker = askers.apply(project.checker());
        History history = before;
        List<Finding> findings = new ArrayList<>();
        for (Check check : project.checks()) {
            if (syncing && check.probe().waitsForSync()) {
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

    /** Two checks of a kind must not share a subject. */
    private static List<Finding> named(Check check, List<Finding> findings) {
        return findings.stream()
                .map(each -> new Finding(
                        check.name() + ": " + each.subject(),
                        each.level(),
                        each.reason(),
                        each.message(),
                        each.url(),
                        each.dropsAt()))
                .toList();
    }

    private static Moment renamed(Check check, Moment moment) {
        String prefix = check.name() + ": ";
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
