package io.micromirror.check;

import io.micromirror.check.Answer.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * P11: a file beyond 2 GiB can be read around that boundary. Source: poeml/mirrorbrain, tools/scanner.pl.
 *
 * @param paths files to read; where there is none, the first large one of the module's listing
 */
record RangeRead(List<String> paths, String under, Long minBytes) implements Probe {
    private static final long BOUNDARY = 1L << 31;

    RangeRead {
        paths = paths == null ? List.of() : List.copyOf(paths);
        under = under == null ? "" : under;
        minBytes = minBytes == null ? BOUNDARY : minBytes;
    }

    @Override
    public boolean waitsForSync() {
        return true;
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>();
        if (paths.isEmpty() && target.rsync() != null) {
            wants.add(listing(target));
        }
        files(target, soFar).forEach(file -> wants.add(read(target, file)));
        return wants;
    }

    private Request listing(Target target) {
        return Request.list(target.rsync().resolve(under), RsyncListing.HIDDEN);
    }

    private Request read(Target target, String file) {
        return Request.get(target.base(List.of("http", "https")).resolve(Paths.encode(file)))
                .ranged("bytes=%d-%d".formatted(minBytes - 2, minBytes - 1))
                .atMost(2);
    }

    private List<String> files(Target target, Observation seen) {
        if (!paths.isEmpty() || target.rsync() == null) {
            return paths;
        }
        return seen.of(listing(target)) instanceof Answer.Listing listing
                ? listing.entries().stream()
                        .filter(entry -> entry.file() && entry.size() >= minBytes)
                        .map(Entry::path)
                        .map(path -> under + path)
                        .limit(1)
                        .toList()
                : List.of();
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        return files(target, seen).stream()
                .flatMap(file -> judge(read(target, file), seen, moment).stream())
                .toList();
    }

    private static Optional<Finding> judge(Request request, Observation seen, Moment moment) {
        Answer answer = seen.of(request);
        if (Observation.ours(answer)) {
            return Optional.of(Finding.of(
                    "range", Level.UNKNOWN, "OwnFault", Observation.describe(request.url(), answer), request.url()));
        }
        boolean good =
                answer instanceof Answer.Response response && (response.status() == 206 || response.status() == 200);
        return Optional.of(
                good
                        ? Finding.ok("range", request.url() + " can be read beyond 2 GiB", request.url())
                        : Finding.of(
                                "range",
                                moment.failureOr(Level.PARTIAL),
                                "NoRange",
                                "%s for %s; expected 206 or 200"
                                        .formatted(Observation.describe(request.url(), answer), request.range()),
                                request.url()));
    }
}
