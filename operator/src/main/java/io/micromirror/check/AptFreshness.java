package io.micromirror.check;

import io.micromirror.check.Matrix.Cell;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * P5: every Packages.gz and Sources.gz of what is carried, and how old each suite is. Source: Launchpad's
 * distributionmirror_prober.py. Launchpad knows when each package was published and looks for those; here a suite's Release
 * tells the same: its Date, and whether the reference has a newer one.
 *
 * @param reference URL of the archive's root whose Release is the newest; null where age is not judged
 * @param warnSeconds age behind a newer Release from which a suite is LAGGING
 * @param dropSeconds the same for what a failure costs; null where age never drops a mirror
 */
record AptFreshness(
        List<String> suites,
        List<String> components,
        List<String> architectures,
        Boolean sources,
        String reference,
        Long warnSeconds,
        Long dropSeconds)
        implements Probe {
    /** Launchpad's levels: hours, and what people read. */
    private static final List<Window> WINDOWS = List.of(
            new Window(90, "one hour behind"),
            new Window(150, "two hours behind"),
            new Window(390, "six hours behind"),
            new Window(1470, "one day behind"),
            new Window(2910, "two days behind"),
            new Window(10_110, "one week behind"));

    private static final int REQUESTS_TO_JUDGE = 30;
    private static final int REQUESTS_PER_TIMEOUT = 3;
    private static final Duration FORESIGHT = Duration.ofDays(2);

    private record Window(int minutes, String words) {}

    AptFreshness {
        suites = suites == null ? List.of() : List.copyOf(suites);
        components = components == null ? List.of("main") : List.copyOf(components);
        architectures = architectures == null ? List.of() : List.copyOf(architectures);
        sources = sources != null && sources;
        warnSeconds = warnSeconds == null ? 0L : warnSeconds;
    }

    @Override
    public boolean waitsForSync() {
        return true;
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>();
        indexes().forEach(cell -> wants.add(index(target, cell)));
        for (String suite : suites) {
            wants.add(release(target, suite));
            if (reference != null && soFar.good(release(target, suite)).isPresent()) {
                wants.add(theirs(suite));
            }
        }
        return wants;
    }

    private List<Cell> indexes() {
        List<String> paths = new ArrayList<>(List.of("dists/{suite}/{component}/binary-{architecture}/Packages.gz"));
        if (sources) {
            paths.add("dists/{suite}/{component}/source/Sources.gz");
        }
        return new Matrix(
                        paths,
                        List.of(
                                new Matrix.Variable("suite", suites),
                                new Matrix.Variable("component", components),
                                new Matrix.Variable("architecture", architectures)))
                .cells();
    }

    private static URI base(Target target) {
        return target.base(List.of("https", "http"));
    }

    private static Request index(Target target, Cell cell) {
        return Request.head(base(target).resolve(cell.path()));
    }

    private static Request release(Target target, String suite) {
        return Request.get(base(target).resolve("dists/" + suite + "/InRelease"));
    }

    private Request theirs(String suite) {
        return Request.get(URI.create(reference).resolve("dists/" + suite + "/InRelease"))
                .ofReference();
    }

    @Override
    public History remember(Target target, Observation seen, Moment moment) {
        return moment.history()
                .carrying(indexes().stream()
                        .filter(cell -> there(seen.of(index(target, cell))))
                        .map(Cell::path)
                        .toList());
    }

    /** Exactly 200, as the prober has it. */
    private static boolean there(Answer answer) {
        return answer instanceof Answer.Response response && response.status() == 200;
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        List<Finding> findings = new ArrayList<>();
        List<Cell> cells = indexes();
        boolean none = cells.stream().noneMatch(cell -> there(seen.of(index(target, cell))));
        boolean ours = cells.stream().allMatch(cell -> Observation.ours(seen.of(index(target, cell))));
        if (none) {
            Request first = index(target, cells.getFirst());
            return List.of(Finding.of(
                    "indexes",
                    ours ? Level.UNKNOWN : moment.failureOr(Level.DROPPED),
                    ours ? "OwnFault" : "NoSeriesFound",
                    "None of %d indexes is there: %s"
                            .formatted(cells.size(), Observation.describe(first.url(), seen.of(first))),
                    first.url()));
        }
        skipped(target, cells, seen).ifPresent(findings::add);
        cells.forEach(cell -> missing(cell, index(target, cell), seen, moment).ifPresent(findings::add));
        suites.forEach(suite -> findings.addAll(age(target, suite, seen, moment)));
        if (findings.stream().noneMatch(finding -> finding.subject().equals("indexes"))) {
            findings.add(Finding.ok("indexes", "indexes are there", base(target)));
        }
        return findings;
    }

    /** Launchpad gives a host up that is slow: MIN_REQUESTS_TO_CONSIDER_RATIO and MIN_REQUEST_TIMEOUT_RATIO. */
    private static Optional<Finding> skipped(Target target, List<Cell> cells, Observation seen) {
        long timeouts = cells.stream()
                .map(cell -> seen.of(index(target, cell)))
                .filter(answer ->
                        answer instanceof Answer.Failure failure && failure.trouble() == Answer.Trouble.TIMEOUT)
                .count();
        return cells.size() < REQUESTS_TO_JUDGE || cells.size() >= timeouts * REQUESTS_PER_TIMEOUT
                ? Optional.empty()
                : Optional.of(Finding.of(
                        "indexes",
                        Level.PARTIAL,
                        "TooManyTimeouts",
                        "%d of %d requests timed out: of such a host the rest is skipped, and counts as missing"
                                .formatted(timeouts, cells.size()),
                        base(target)));
    }

    /** What was never there is not listed, and not missed. */
    private static Optional<Finding> missing(Cell cell, Request request, Observation seen, Moment moment) {
        Answer answer = seen.of(request);
        boolean neverThere = Observation.reason(request.url(), answer).equals("NotFound")
                && !moment.history().carried().contains(cell.path());
        if (there(answer) || neverThere) {
            return there(answer)
                    ? Optional.of(Finding.ok(cell.path(), request.url() + " is there", request.url()))
                    : Optional.empty();
        }
        return Optional.of(Finding.of(
                cell.path(),
                Observation.ours(answer) ? Level.UNKNOWN : Level.PARTIAL,
                Observation.ours(answer) ? "OwnFault" : "IndexMissing",
                Observation.describe(request.url(), answer) + "; expected status 200",
                request.url()));
    }

    private List<Finding> age(Target target, String suite, Observation seen, Moment moment) {
        Request ours = release(target, suite);
        Optional<AptRelease> release = seen.good(ours).flatMap(response -> AptRelease.parse(response.text()));
        if (release.isEmpty()) {
            return seen.good(ours).isPresent()
                    ? List.of(Finding.of(suite, Level.PARTIAL, "Unparsable", ours.url() + " tells no Date", ours.url()))
                    : List.of();
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(validity(suite, ours.url(), release.get(), moment));
        if (reference != null) {
            findings.add(behind(suite, ours.url(), release.get(), seen, moment));
        }
        return findings;
    }

    /** apt itself refuses a Release beyond its Valid-Until, whatever a checker says. */
    private static Finding validity(String suite, URI url, AptRelease release, Moment moment) {
        Instant until = release.validUntil();
        String subject = suite + " validity";
        if (until == null || until.isAfter(moment.now().plus(FORESIGHT))) {
            return Finding.ok(subject, url + " is valid", url);
        }
        return until.isAfter(moment.now())
                ? Finding.of(subject, Level.LAGGING, "ExpiresSoon", "%s is valid until %s".formatted(url, until), url)
                        .droppingAt(until)
                : Finding.of(
                        subject,
                        Level.DROPPED,
                        "Expired",
                        "%s was valid until %s: apt refuses it".formatted(url, until),
                        url);
    }

    private Finding behind(String suite, URI url, AptRelease release, Observation seen, Moment moment) {
        Request asked = theirs(suite);
        Optional<AptRelease> theirs = seen.good(asked).flatMap(response -> AptRelease.parse(response.text()));
        if (theirs.isEmpty()) {
            return Finding.of(
                    suite,
                    Level.UNKNOWN,
                    "ReferenceDown",
                    "The reference cannot be read: " + Observation.describe(asked.url(), seen.of(asked)),
                    url);
        }
        if (!theirs.get().date().isAfter(release.date())) {
            return Finding.ok(suite, url + " is up to date", url);
        }
        Duration age = Duration.between(release.date(), moment.now());
        String words = WINDOWS.stream()
                .filter(window -> age.toMinutes() <= window.minutes())
                .map(Window::words)
                .findFirst()
                .orElse("of unknown freshness");
        String message = "%s is %s: of %s, and %s is of %s"
                .formatted(url, words, release.date(), asked.url(), theirs.get().date());
        if (dropSeconds != null && age.toSeconds() >= dropSeconds) {
            return Finding.of(suite, moment.failureOr(Level.PARTIAL), "TooOld", message, url);
        }
        return age.toSeconds() < warnSeconds
                ? Finding.ok(suite, message, url)
                : Finding.of(suite, Level.LAGGING, "Behind", message, url);
    }
}
