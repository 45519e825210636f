package io.micromirror.check;

import io.micromirror.check.Matrix.Cell;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * P8: Last-Modified of index files against the reference's. Source: alpinelinux/alpine-mirror-status, generate-json.lua and
 * generate-html.lua.
 *
 * @param reference URL to which a path is added
 */
record LastModified(
        List<String> paths, List<Matrix.Variable> variables, String reference, Long okSeconds, Long warnSeconds)
        implements Probe {
    LastModified {
        paths = paths == null ? List.of() : List.copyOf(paths);
        variables = variables == null ? List.of() : List.copyOf(variables);
        okSeconds = okSeconds == null ? 3600L : okSeconds;
        warnSeconds = warnSeconds == null ? 86_400L : warnSeconds;
    }

    @Override
    public boolean waitsForSync() {
        return true;
    }

    private List<Cell> cells() {
        return new Matrix(paths, variables).cells();
    }

    private static Request ours(Target target, Cell cell) {
        return Request.head(target.base(List.of("http")).resolve(cell.path()));
    }

    private Request theirs(Cell cell) {
        return Request.head(URI.create(reference).resolve(cell.path())).ofReference();
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>();
        for (Cell cell : cells()) {
            wants.add(ours(target, cell));
            if (soFar.good(ours(target, cell)).isPresent()) {
                wants.add(theirs(cell));
            }
        }
        return wants;
    }

    @Override
    public History remember(Target target, Observation seen, Moment moment) {
        return moment.history().carrying(seen.there(cells(), cell -> ours(target, cell)));
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        List<Finding> findings = cells().stream()
                .flatMap(cell -> judge(cell, ours(target, cell), seen, moment).stream())
                .toList();
        return findings.isEmpty()
                ? List.of(Finding.of(
                        "last-modified",
                        moment.failureOr(Level.DROPPED),
                        "NotAvailable",
                        "None of " + paths + " is there",
                        target.bases().getFirst()))
                : findings;
    }

    /** Nothing for what is not carried: the checker shows it as N/A. */
    private Optional<Finding> judge(Cell cell, Request ours, Observation seen, Moment moment) {
        Answer answer = seen.of(ours);
        URI url = ours.url();
        if (Observation.ours(answer)) {
            return Optional.of(
                    Finding.of(cell.path(), Level.UNKNOWN, "OwnFault", Observation.describe(url, answer), url));
        }
        if (!(answer instanceof Answer.Response response) || !response.good()) {
            boolean neverThere = Observation.reason(url, answer).equals("NotFound")
                    && !moment.history().carried().contains(cell.path());
            return neverThere
                    ? Optional.empty()
                    : Optional.of(Finding.of(
                            cell.path(),
                            moment.failureOr(Level.PARTIAL),
                            Observation.reason(url, answer),
                            Observation.describe(url, answer),
                            url));
        }
        if (response.modified() == null) {
            return Optional.of(Finding.of(
                    cell.path(),
                    moment.failureOr(Level.PARTIAL),
                    "NoLastModified",
                    url + " has no Last-Modified",
                    url));
        }
        return Optional.of(lag(cell, url, response, seen, moment));
    }

    private Finding lag(Cell cell, URI url, Answer.Response ours, Observation seen, Moment moment) {
        Request asked = theirs(cell);
        if (!(seen.of(asked) instanceof Answer.Response theirs) || !theirs.good() || theirs.modified() == null) {
            return Finding.of(
                    cell.path(),
                    Level.UNKNOWN,
                    "ReferenceDown",
                    "The reference cannot be read: " + Observation.describe(asked.url(), seen.of(asked)),
                    url);
        }
        Duration lag = Duration.between(ours.modified(), theirs.modified());
        String message =
                "%s is of %s, %s behind %s".formatted(url, ours.modified(), Moment.words(lag), theirs.modified());
        if (lag.toSeconds() < okSeconds) {
            return Finding.ok(cell.path(), message, url);
        }
        return lag.toSeconds() < warnSeconds
                ? Finding.of(cell.path(), Level.LAGGING, "Behind", message, url)
                : Finding.of(cell.path(), moment.failureOr(Level.PARTIAL), "FarBehind", message, url);
    }
}
