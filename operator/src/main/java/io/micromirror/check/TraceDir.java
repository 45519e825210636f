package io.micromirror.check;

import io.micromirror.check.History.Version;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * P3: Debian's traces. A mirror's version is the master trace that it holds; its age, how long ago that version was
 * current at the reference. Source: trianglesec/mirror-status, dmt/checks.py, dmt/RunProcessor.py and, for the updates a
 * day, dmt/StatusGenerator.py.
 *
 * @param siteName name of the mirror's own trace; the host name where it is null
 * @param reference URL of the archive whose master trace is the newest
 */
record TraceDir(
        String directory, String siteName, String reference, Boolean requireIndex, Long warnSeconds, Long dropSeconds)
        implements Probe {
    private static final int LONGEST = 65_536;
    private static final String VERSIONS = "master-trace";
    private static final String UPDATES = "site-trace";

    /** Over which updates are counted. */
    private static final Duration COUNTED = Duration.ofDays(14);

    /** What is counted over less says little. */
    private static final Duration ENOUGH = Duration.ofDays(2);

    /** Fewer a day are red on dmt's page; up to 3.5 are yellow, and more than 4.5 too many, and neither costs anything. */
    private static final double FEW_UPDATES = 1.5;

    TraceDir {
        directory = directory == null ? "project/trace/" : directory;
        requireIndex = requireIndex == null || requireIndex;
        warnSeconds = warnSeconds == null ? 4 * 3600L : warnSeconds;
        dropSeconds = dropSeconds == null ? 48 * 3600L : dropSeconds;
    }

    private String site(Target target) {
        return siteName == null ? target.host() : siteName;
    }

    private Request file(Target target, String name) {
        return Request.get(target.base(List.of("http")).resolve(directory + name))
                .atMost(LONGEST);
    }

    private Request theirs() {
        return Request.get(URI.create(reference).resolve(directory + "master"))
                .atMost(LONGEST)
                .ofReference();
    }

    private List<Request> flags(Target target) {
        return Stream.of("Archive-Update-in-Progress-", "Archive-Update-Required-")
                .map(flag -> Request.get(target.base(List.of("http")).resolve(flag + site(target)))
                        .atMost(LONGEST))
                .toList();
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>(List.of(
                file(target, "master"),
                file(target, site(target)),
                file(target, "").atMost(1 << 20)));
        wants.addAll(flags(target));
        target.aliases().forEach(alias -> wants.add(file(target, "master").as(alias)));
        if (reference != null) {
            wants.add(theirs());
        }
        return wants;
    }

    @Override
    public History remember(Target target, Observation seen, Moment moment) {
        History updated = date(seen, file(target, site(target)))
                .map(update -> moment.history().seen(UPDATES, update.toString(), moment.now()))
                .orElse(moment.history());
        return reference == null
                ? updated
                : date(seen, theirs())
                        .map(version -> updated.seen(VERSIONS, version.toString(), moment.now()))
                        .orElse(updated);
    }

    private static Optional<Instant> date(Observation seen, Request request) {
        return seen.good(request)
                .flatMap(response -> Marker.parse(Marker.Format.DATE_UTC, null, response))
                .map(Marker::time);
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        List<Finding> findings = new ArrayList<>();
        findings.add(trace("site-trace", file(target, site(target)), seen, moment));
        findings.add(trace("master-trace", file(target, "master"), seen, moment));
        if (requireIndex) {
            findings.add(index(file(target, "").atMost(1 << 20), seen, moment));
        }
        flags(target).forEach(flag -> flag(flag, seen, moment).ifPresent(findings::add));
        target.aliases()
                .forEach(alias ->
                        findings.add(alias(alias, file(target, "master").as(alias), seen)));
        updates(file(target, site(target)), moment).ifPresent(findings::add);
        boolean readable = findings.stream().limit(2).allMatch(finding -> finding.level() == Level.OK);
        if (reference != null && readable) {
            findings.add(age(file(target, "master"), seen, moment));
        }
        return findings;
    }

    private static Finding trace(String subject, Request request, Observation seen, Moment moment) {
        Answer answer = seen.of(request);
        if (Observation.ours(answer)) {
            return Finding.of(
                    subject, Level.UNKNOWN, "OwnFault", Observation.describe(request.url(), answer), request.url());
        }
        if (seen.good(request).isEmpty()) {
            return Finding.of(
                    subject,
                    moment.failureOr(Level.DROPPED),
                    Observation.reason(request.url(), answer),
                    Observation.describe(request.url(), answer),
                    request.url());
        }
        return date(seen, request)
                .map(date -> Finding.ok(subject, request.url() + " says " + date, request.url()))
                .orElseGet(() -> Finding.of(
                        subject,
                        moment.failureOr(Level.DROPPED),
                        "InvalidTrace",
                        "Invalid tracefile: %s does not begin with a date of date -u".formatted(request.url()),
                        request.url()));
    }

    private static Finding index(Request request, Observation seen, Moment moment) {
        List<String> traces = seen.good(request).stream()
                .flatMap(page -> HtmlIndex.parse(page.text()).stream())
                .map(HtmlIndex.Link::name)
                .filter(name -> !name.startsWith("_") && !name.endsWith("-stage1") && !name.endsWith(".new"))
                .toList();
        if (!traces.isEmpty()) {
            return Finding.ok("trace-index", request.url() + " lists traces", request.url());
        }
        Answer answer = seen.of(request);
        return Observation.ours(answer)
                ? Finding.of(
                        "trace-index",
                        Level.UNKNOWN,
                        "OwnFault",
                        Observation.describe(request.url(), answer),
                        request.url())
                : Finding.of(
                        "trace-index",
                        moment.failureOr(Level.DROPPED),
                        "NoTracesFound",
                        "No traces found: " + Observation.describe(request.url(), answer),
                        request.url());
    }

    /** A flag that stays is a sync that hangs, or one that nobody starts. */
    private Optional<Finding> flag(Request request, Observation seen, Moment moment) {
        return seen.good(request)
                .filter(there -> there.modified() != null)
                .filter(there ->
                        Duration.between(there.modified(), moment.now()).toSeconds() >= 6 * 3600L)
                .map(there -> Finding.of(
                        "update-flag",
                        Level.LAGGING,
                        "UpdateFlagStays",
                        "%s lies there since %s".formatted(request.url(), there.modified()),
                        request.url()));
    }

    /** An alias that is broken is shown beside the mirror, and costs it no point. */
    private static Finding alias(String alias, Request request, Observation seen) {
        String subject = "alias " + alias;
        Answer answer = seen.of(request);
        if (Observation.ours(answer)) {
            return Finding.of(
                    subject, Level.UNKNOWN, "OwnFault", Observation.describe(request.url(), answer), request.url());
        }
        return date(seen, request)
                .map(date -> Finding.ok(subject, request.url() + " is there as " + alias, request.url()))
                .orElseGet(() -> Finding.of(
                        subject,
                        Level.LAGGING,
                        "AliasFails",
                        "Asked as %s, which the mirror is called too: %s"
                                .formatted(alias, Observation.describe(request.url(), answer)),
                        request.url()));
    }

    /** Each date of the site's trace is an update; where more were seen than are remembered, those tell. */
    private static Optional<Finding> updates(Request request, Moment moment) {
        List<Version> counted = moment.history().versions().getOrDefault(UPDATES, List.of()).stream()
                .filter(update -> update.last().isAfter(moment.now().minus(COUNTED)))
                .toList();
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        Instant begin = counted.getFirst().first().isBefore(moment.now().minus(COUNTED))
                ? moment.now().minus(COUNTED)
                : counted.getFirst().first();
        Duration span = Duration.between(begin, moment.now());
        if (span.compareTo(ENOUGH) < 0) {
            return Optional.empty();
        }
        double aDay = counted.size() * (double) Duration.ofDays(1).toSeconds() / span.toSeconds();
        String message = "%.1f updates a day, and 3.5 to 4.5 are ideal".formatted(aDay);
        return Optional.of(
                aDay < FEW_UPDATES
                        ? Finding.of("updates", Level.LAGGING, "FewUpdates", message, request.url())
                        : Finding.ok("updates", message, request.url()));
    }

    private Finding age(Request request, Observation seen, Moment moment) {
        Instant version = date(seen, request).orElseThrow();
        List<Version> known = moment.history().versions().getOrDefault(VERSIONS, List.of());
        if (date(seen, theirs()).isEmpty()) {
            return Finding.of(
                    "age",
                    Level.UNKNOWN,
                    "ReferenceDown",
                    "The reference cannot be read: " + Observation.describe(theirs().url(), seen.of(theirs())),
                    request.url());
        }
        Duration age = Duration.between(lastCurrent(version, known, moment.now()), moment.now());
        String message = "%s holds the version of %s, which was current %s ago"
                .formatted(request.url(), version, Moment.words(age));
        if (age.toSeconds() > dropSeconds) {
            return Finding.of("age", moment.failureOr(Level.DROPPED), "TooOld", message, request.url());
        }
        return age.toSeconds() > warnSeconds
                ? Finding.of("age", Level.LAGGING, "Ageing", message, request.url())
                        .droppingAt(moment.now().minus(age).plusSeconds(dropSeconds))
                : Finding.ok("age", message, request.url());
    }

    /** A version that was never seen current was so until the first later one that was, or until its own date. */
    private static Instant lastCurrent(Instant version, List<Version> known, Instant now) {
        if (known.isEmpty() || known.getLast().name().equals(version.toString())) {
            return now;
        }
        return known.stream()
                .filter(each -> each.name().equals(version.toString()))
                .map(Version::last)
                .findFirst()
                .or(() -> known.stream()
                        .map(Version::name)
                        .map(Instant::parse)
                        .filter(version::isBefore)
                        .min(Comparator.naturalOrder()))
                .orElse(version);
    }
}
