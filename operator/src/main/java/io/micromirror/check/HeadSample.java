package io.micromirror.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micromirror.check.Answer.Entry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * P7: a few files answer HEAD as they should. They are taken from the mirror's own listing, or, where it offers none, from
 * the page of links; sizes and times are compared with that listing, which rsync serves from the same disk.
 *
 * @param under directory from which they are taken, ending in {@code /}; empty for all of the project
 */
record HeadSample(String under, Integer count, Order order, Match match, Boolean redirectsForbidden) implements Probe {
    /** Which files are taken. */
    enum Order {
        @JsonProperty("Random")
        RANDOM,
        @JsonProperty("Newest")
        NEWEST
    }

    /** What must agree beside the status 200. */
    enum Match {
        @JsonProperty("Status")
        STATUS,
        @JsonProperty("Size")
        SIZE,
        @JsonProperty("SizeAndTime")
        SIZE_AND_TIME
    }

    HeadSample {
        under = under == null ? "" : under;
        count = count == null ? 1 : count;
        order = order == null ? Order.RANDOM : order;
        match = match == null ? Match.STATUS : match;
        redirectsForbidden = redirectsForbidden != null && redirectsForbidden;
    }

    @Override
    public boolean waitsForSync() {
        return true;
    }

    private Request listing(Target target) {
        return Request.list(target.rsync().resolve(under), RsyncListing.HIDDEN);
    }

    private URI base(Target target) {
        return target.base(List.of("http", "https")).resolve(under);
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>();
        wants.add(target.rsync() == null ? Request.get(base(target)) : listing(target));
        picks(target, soFar, moment).forEach(pick -> wants.add(head(target, pick)));
        return wants;
    }

    private Request head(Target target, Entry pick) {
        return Request.head(base(target).resolve(Paths.encode(pick.path())));
    }

    private List<Entry> picks(Target target, Observation seen, Moment moment) {
        List<Entry> files = new ArrayList<>(candidates(target, seen));
        if (order == Order.NEWEST) {
            files.sort(Comparator.comparing(Entry::modified, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .reversed());
        } else {
            // Others in every round, the same within one.
            Collections.shuffle(files, new Random(moment.now().getEpochSecond()));
        }
        return files.subList(0, Math.min(count, files.size()));
    }

    private List<Entry> candidates(Target target, Observation seen) {
        if (target.rsync() == null) {
            return seen.good(Request.get(base(target))).stream()
                    .flatMap(page -> HtmlIndex.parse(page.text()).stream())
                    .filter(link -> !link.text().endsWith("/") && link.name().contains("."))
                    .map(link -> new Entry('-', link.name(), -1, null))
                    .toList();
        }
        return seen.of(listing(target)) instanceof Answer.Listing listing
                ? listing.entries().stream().filter(Entry::file).toList()
                : List.of();
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        List<Entry> picks = picks(target, seen, moment);
        if (picks.isEmpty()) {
            Request asked = target.rsync() == null ? Request.get(base(target)) : listing(target);
            Answer answer = seen.of(asked);
            Level level = Observation.ours(answer) ? Level.UNKNOWN : moment.failureOr(Level.PARTIAL);
            return List.of(Finding.of(
                    "sample",
                    level,
                    "NothingListed",
                    "No file to ask for: " + Observation.describe(asked.url(), answer),
                    asked.url()));
        }
        List<Finding> bad = picks.stream()
                .flatMap(pick -> judge(pick, head(target, pick), seen, moment).stream())
                .toList();
        return bad.isEmpty()
                ? List.of(Finding.ok("sample", picks.size() + " files answer as they should", base(target)))
                : List.of(bad.stream().max(Comparator.comparing(Finding::level)).orElseThrow());
    }

    private Optional<Finding> judge(Entry pick, Request head, Observation seen, Moment moment) {
        Answer answer = seen.of(head);
        if (Observation.ours(answer)) {
            return Optional.of(Finding.of(
                    "sample", Level.UNKNOWN, "OwnFault", Observation.describe(head.url(), answer), head.url()));
        }
        if (!(answer instanceof Answer.Response response)
                || response.status() != 200
                || (redirectsForbidden && response.redirects() > 0)) {
            return Optional.of(Finding.of(
                    "sample",
                    moment.failureOr(Level.DROPPED),
                    reason(head.url(), answer),
                    Observation.describe(head.url(), answer) + "; expected status 200",
                    head.url()));
        }
        return disagreement(pick, response)
                .map(words -> Finding.of("sample", Level.PARTIAL, words, words(pick, head, response), head.url()));
    }

    private String reason(URI url, Answer answer) {
        boolean redirected = switch (answer) {
            case Answer.Response response -> response.redirects() > 0 || response.status() / 100 == 3;
            case Answer.Failure failure -> failure.redirected() != null;
            case Answer.Listing _, Answer.Addresses _ -> false;
        };
        if (!redirectsForbidden || !redirected) {
            return Observation.reason(url, answer);
        }
        return Observation.redirectsToHttps(url, answer) ? "RedirectsToHttps" : "UnauthorizedRedirect";
    }

    private Optional<String> disagreement(Entry pick, Answer.Response response) {
        if (match != Match.STATUS && pick.size() >= 0 && response.length() >= 0 && response.length() != pick.size()) {
            return Optional.of("FileSizeMismatch");
        }
        boolean otherTime = match == Match.SIZE_AND_TIME
                && pick.modified() != null
                && (response.modified() == null
                        || Duration.between(pick.modified(), response.modified())
                                        .abs()
                                        .toSeconds()
                                >= 1);
        return otherTime ? Optional.of("ModTimeMismatch") : Optional.empty();
    }

    private static String words(Entry pick, Request head, Answer.Response response) {
        return "%s has %d bytes of %s; expected %d of %s"
                .formatted(head.url(), response.length(), response.modified(), pick.size(), pick.modified());
    }
}
