package io.micromirror.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micromirror.check.Answer.Entry;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * P9: the module lists what the reference lists, as far as the checker compares. The reference is asked once a day; never
 * name a master there.
 *
 * @param under directories below the module, each ending in {@code /}; empty for all
 * @param reference an rsync URL, to which a directory is added; null where it is enough that something is listed
 * @param newestPerDirectory how many packages of a directory are compared; 0 for all
 * @param outdated files that may lag
 */
record RsyncListing(
        List<String> under,
        List<String> excludes,
        Compare compare,
        String reference,
        Integer newestPerDirectory,
        List<Difference.Outdated> outdated)
        implements Probe {
    /** What every scanner leaves out. */
    static final List<String> HIDDEN = List.of(".~tmp~", ".snapshot", "lost+found");

    private static final int MANY_PACKAGES = 10;

    /** What counts as equal. */
    enum Compare {
        /** MirrorBrain. */
        @JsonProperty("Names")
        NAMES,
        /** MirrorManager: a symlink's size is ignored. */
        @JsonProperty("Size")
        SIZE,
        /** mirrorbits, to the second. */
        @JsonProperty("SizeAndTime")
        SIZE_AND_TIME
    }

    RsyncListing {
        under = under == null || under.isEmpty() ? List.of("") : List.copyOf(under);
        excludes = excludes == null ? List.of() : List.copyOf(excludes);
        compare = compare == null ? Compare.NAMES : compare;
        newestPerDirectory = newestPerDirectory == null ? 0 : newestPerDirectory;
        outdated = outdated == null ? List.of() : List.copyOf(outdated);
    }

    @Override
    public boolean waitsForSync() {
        return true;
    }

    private Request ours(Target target, String directory) {
        return Request.list(target.rsync().resolve(directory), hidden());
    }

    private List<String> hidden() {
        List<String> hidden = new ArrayList<>(HIDDEN);
        hidden.addAll(excludes);
        return hidden;
    }

    private Optional<Request> theirs(String directory) {
        return reference == null
                ? Optional.empty()
                : Optional.of(Request.list(URI.create(reference).resolve(directory), hidden())
                        .ofReference());
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        List<Request> wants = new ArrayList<>();
        if (target.rsync() != null) {
            under.forEach(directory -> {
                wants.add(ours(target, directory));
                theirs(directory).ifPresent(wants::add);
            });
        }
        return wants;
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        if (target.rsync() == null) {
            return List.of(Finding.of(
                    "listing",
                    moment.failureOr(Level.PARTIAL),
                    "NoRsync",
                    "No rsync module is offered, which " + moment.checker().name() + " scans",
                    null));
        }
        return under.stream()
                .map(directory -> judge(directory, target, seen, moment))
                .toList();
    }

    private Finding judge(String directory, Target target, Observation seen, Moment moment) {
        Request asked = ours(target, directory);
        String subject = "listing " + directory;
        if (Observation.ours(seen.of(asked))) {
            return Finding.of(
                    subject, Level.UNKNOWN, "OwnFault", Observation.describe(asked.url(), seen.of(asked)), asked.url());
        }
        if (!(seen.of(asked) instanceof Answer.Listing listing) || files(listing) == 0) {
            return Finding.of(
                    subject,
                    moment.failureOr(Level.PARTIAL),
                    "ListingFailed",
                    Observation.describe(asked.url(), seen.of(asked)) + "; expected a recursive listing",
                    asked.url());
        }
        if (theirs(directory).isEmpty()) {
            return listing.words().isEmpty()
                    ? Finding.ok(subject, "%s lists %d files".formatted(asked.url(), files(listing)), asked.url())
                    : Finding.of(
                            subject, Level.PARTIAL, "ListingCut", asked.url() + ": " + listing.words(), asked.url());
        }
        return compare(subject, asked.url(), listing, seen.of(theirs(directory).get()), moment);
    }

    private static long files(Answer.Listing listing) {
        return listing.entries().stream().filter(Entry::file).count();
    }

    private Finding compare(String subject, URI url, Answer.Listing ours, Answer answer, Moment moment) {
        if (!(answer instanceof Answer.Listing theirs)
                || theirs.entries().isEmpty()
                || !theirs.words().isEmpty()) {
            return Finding.of(
                    subject,
                    Level.UNKNOWN,
                    "ReferenceDown",
                    "The reference cannot be listed: " + Observation.describe(URI.create(reference), answer),
                    url);
        }
        if (ours.cut() || theirs.cut()) {
            return Finding.of(
                    subject, Level.UNKNOWN, "ListingTooLong", url + " lists more than can be compared here", url);
        }
        Map<String, Entry> there = ours.entries().stream()
                .filter(entry -> entry.kind() != 'd')
                .collect(Collectors.toMap(Entry::path, Function.identity(), (one, _) -> one));
        Map<String, Difference> bad = new TreeMap<>();
        expected(theirs)
                .forEach((directory, files) -> files.stream()
                        .flatMap(file -> Difference.of(file, there.get(file.path()), compare, outdated).stream())
                        .findFirst()
                        .ifPresent(difference -> bad.put(directory, difference)));
        if (bad.isEmpty()) {
            return Finding.ok(subject, url + " lists what the reference lists", url);
        }
        Difference first = bad.values().iterator().next();
        return Finding.of(
                subject,
                moment.failureOr(Level.PARTIAL),
                first.reason(),
                "%s: %d directories are not up to date; %s%s"
                        .formatted(
                                url,
                                bad.size(),
                                first.words(),
                                ours.words().isEmpty() ? "" : "; rsync: " + ours.words()),
                url);
    }

    /** By directory; where one holds many packages, the newest of them, as MirrorManager's scanner keeps them. */
    private Map<String, List<Entry>> expected(Answer.Listing theirs) {
        Map<String, List<Entry>> directories = theirs.entries().stream()
                .filter(entry -> entry.kind() != 'd')
                .collect(Collectors.groupingBy(
                        entry -> entry.path().substring(0, entry.path().lastIndexOf('/') + 1),
                        TreeMap::new,
                        Collectors.toList()));
        if (newestPerDirectory > 0) {
            directories.replaceAll((_, files) -> newest(files));
        }
        return directories;
    }

    private List<Entry> newest(List<Entry> files) {
        List<Entry> packages = files.stream()
                .filter(file -> file.path().endsWith(".rpm") || file.path().endsWith(".html"))
                .sorted(Comparator.comparing(Entry::modified).reversed())
                .toList();
        if (packages.size() <= MANY_PACKAGES) {
            return files;
        }
        List<Entry> kept = new ArrayList<>(packages.subList(0, newestPerDirectory));
        Set<Entry> known = new HashSet<>(packages);
        files.stream().filter(file -> !known.contains(file)).forEach(kept::add);
        return kept;
    }
}
