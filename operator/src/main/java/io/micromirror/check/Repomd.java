package io.micromirror.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micromirror.check.Matrix.Cell;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * P4: every repomd.xml of a matrix is there, and is the newest, as far as the checker cares.
 *
 * @param reference a metalink, or another copy of the file, with the same placeholders, {@code {path}} among them
 * @param partialAllowed whether a repository that was never carried may be absent
 */
record Repomd(
        List<String> paths, List<Matrix.Variable> variables, Compare compare, String reference, Boolean partialAllowed)
        implements Probe {
    private static final Pattern TIMESTAMP = Pattern.compile("<timestamp>\\s*([0-9]+)");

    /** What counts as equal. */
    enum Compare {
        /** AlmaLinux: it is there. */
        @JsonProperty("Exists")
        EXISTS,
        /** CentOS' MirrorManager, without alternates. */
        @JsonProperty("Newest")
        NEWEST,
        /** Fedora's: clients go on accepting the alternates until the next crawl. */
        @JsonProperty("NewestOrAlternates")
        NEWEST_OR_ALTERNATES,
        /** The old CentOS crawler: the first timestamp. */
        @JsonProperty("FirstTimestamp")
        FIRST_TIMESTAMP
    }

    Repomd {
        paths = paths == null ? List.of() : List.copyOf(paths);
        variables = variables == null ? List.of() : List.copyOf(variables);
        compare = compare == null ? Compare.EXISTS : compare;
        partialAllowed = partialAllowed != null && partialAllowed;
    }

    @Override
    public boolean waitsForSync() {
        return true;
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>();
        for (Cell cell : cells()) {
            Request ours = ours(target, cell);
            wants.add(ours);
            // Nobody is asked about a repository that is not carried.
            if (soFar.good(ours).isPresent()) {
                theirs(cell).ifPresent(wants::add);
            }
        }
        return wants;
    }

    private List<Cell> cells() {
        return new Matrix(paths, variables).cells();
    }

    private static Request ours(Target target, Cell cell) {
        return Request.get(target.base(List.of("http", "https")).resolve(cell.path()));
    }

    private Optional<Request> theirs(Cell cell) {
        return compare == Compare.EXISTS || reference == null
                ? Optional.empty()
                : Optional.of(Request.get(URI.create(cell.fill(reference))).ofReference());
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
                        "repomd",
                        Level.DROPPED,
                        "NothingCarried",
                        "None of the %d repositories is there, %s the first".formatted(cells().size(), paths),
                        target.bases().getFirst()))
                : findings;
    }

    /** Nothing for a repository that is not carried, and need not be. */
    private Optional<Finding> judge(Cell cell, Request ours, Observation seen, Moment moment) {
        Answer answer = seen.of(ours);
        String subject = cell.path();
        if (Observation.ours(answer)) {
            return Optional.of(Finding.of(
                    subject, Level.UNKNOWN, "OwnFault", Observation.describe(ours.url(), answer), ours.url()));
        }
        if (seen.good(ours).isPresent()) {
            return Optional.of(compare(cell, ours, seen, moment));
        }
        boolean absent = Observation.reason(ours.url(), answer).equals("NotFound");
        if (absent && partialAllowed && !moment.history().carried().contains(cell.path())) {
            return Optional.empty();
        }
        String words = absent && partialAllowed ? "; it was there before" : "";
        return Optional.of(Finding.of(
                subject,
                moment.failureOr(partialAllowed ? Level.PARTIAL : Level.DROPPED),
                Observation.reason(ours.url(), answer),
                Observation.describe(ours.url(), answer) + words,
                ours.url()));
    }

    private Finding compare(Cell cell, Request ours, Observation seen, Moment moment) {
        Answer.Response response = seen.good(ours).orElseThrow();
        Optional<Request> theirs = theirs(cell);
        if (theirs.isEmpty()) {
            return Finding.ok(cell.path(), ours.url() + " is there", ours.url());
        }
        Optional<Answer.Response> reference = seen.good(theirs.get());
        Optional<Metalink> metalink = reference.flatMap(this::newest);
        if (metalink.isEmpty()) {
            return Finding.of(
                    cell.path(),
                    Level.UNKNOWN,
                    "ReferenceDown",
                    "The reference cannot be read: "
                            + Observation.describe(theirs.get().url(), seen.of(theirs.get())),
                    ours.url());
        }
        String own =
                compare == Compare.FIRST_TIMESTAMP ? timestamp(response).orElse("no timestamp") : response.sha256();
        return own.equals(metalink.get().newest())
                ? Finding.ok(cell.path(), ours.url() + " is the newest", ours.url())
                : stale(cell, ours.url(), metalink.get().alternates().contains(own), moment);
    }

    private Optional<Metalink> newest(Answer.Response reference) {
        if (compare == Compare.FIRST_TIMESTAMP) {
            return timestamp(reference).map(newest -> new Metalink(newest, List.of()));
        }
        String text = reference.text();
        return text.contains("<repomd")
                ? Optional.of(new Metalink(reference.sha256(), List.of()))
                : Metalink.parse(text);
    }

    private static Optional<String> timestamp(Answer.Response response) {
        Matcher matcher = TIMESTAMP.matcher(response.text());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Alternates are served until the next crawl; then, and where there are none, the directory is left out. */
    private Finding stale(Cell cell, URI url, boolean alternate, Moment moment) {
        Instant since = moment.history().since(cell.path(), moment.now());
        Instant crawl = moment.checker().run(since, 1);
        boolean crawled = !crawl.isAfter(moment.now());
        String lag = ", not the newest since " + since;
        if (compare == Compare.NEWEST_OR_ALTERNATES && alternate && !crawled) {
            return Finding.of(cell.path(), Level.LAGGING, "Alternate", url + " is one of the alternates" + lag, url)
                    .droppingAt(crawl);
        }
        return Finding.of(
                cell.path(),
                moment.failureOr(Level.PARTIAL),
                alternate ? "StaleAtCrawl" : "Stale",
                "%s is %s%s".formatted(url, alternate ? "one of the alternates" : "neither newest nor alternate", lag),
                url);
    }
}
