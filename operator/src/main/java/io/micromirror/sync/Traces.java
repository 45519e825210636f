package io.micromirror.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the mirror's own trace into a tree, after all else of a run: by it checkers know that the mirror is complete, and
 * as of when. A directory's time stays the upstream's.
 */
final class Traces {
    private static final String MASTER = "master";
    private static final int MILLIS = 1000;

    /** {@code dists/SUITE/COMPONENT/binary-ARCH}, or one deeper. */
    private static final int DEPTH = 4;

    private final SyncPlan plan;
    private final Trace trace;
    private final Place place;
    private final Clock clock;

    Traces(SyncPlan plan, Place place, Clock clock) {
        this.plan = plan;
        this.trace = plan.trace();
        this.place = place;
        this.clock = clock;
    }

    /**
     * Writes all of it.
     *
     * @param news whether the run brought any, so that the upstream's chain of mirrors may be another
     */
    void write(Fetch fetch, Run run, boolean news) throws IOException {
        if (trace.style() != Trace.Style.DEBIAN) {
            put(trace.host(), TraceText.date(clock.instant()));
            return;
        }
        put(trace.host(), TraceText.debian(trace, plan.filters(), facts(fetch, run)));
        if (news || !Files.exists(directory().resolve(Trace.HIERARCHY))) {
            fetch.chain(trace.path(Trace.HIERARCHY_FOR_OTHERS));
            String chain = above() + TraceText.hierarchy(trace, fetch.url());
            put(Trace.HIERARCHY, chain);
            put(Trace.HIERARCHY_FOR_OTHERS, chain);
        }
        put(Trace.TRACES, names());
    }

    /**
     * The run that a trace tells of.
     *
     * @param phases milliseconds that each took so far
     */
    record Run(Instant begun, boolean asked, Map<String, Long> phases) {
        /** For what ftpsync fetches first. */
        private static final Set<String> STAGE_1 = Set.of("list", "content");

        private static final Set<String> STAGE_2 = Set.of("entryPoints", "markers", "deletions");

        long stage1() {
            return seconds(STAGE_1);
        }

        long stage2() {
            return seconds(STAGE_2);
        }

        private long seconds(Set<String> of) {
            return phases.entrySet().stream()
                            .filter(phase -> of.contains(phase.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum()
                    / MILLIS;
        }
    }

    private TraceText.Facts facts(Fetch fetch, Run run) throws IOException {
        return new TraceText.Facts(
                run.begun(),
                clock.instant(),
                serial(),
                architectures(),
                fetch.url(),
                run.asked(),
                fetch.tally().bytes(),
                run.stage1(),
                run.stage2());
    }

    /** The archive's serial, which the upstream's master trace tells; unknown if that does not. */
    private Optional<String> serial() throws IOException {
        Path master = directory().resolve(MASTER);
        if (!Files.isRegularFile(master)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(master, StandardCharsets.ISO_8859_1)) {
            String prefix = "Archive serial: ";
            return Optional.of(lines.filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst()
                    .orElse("unknown"));
        }
    }

    /** Of which the tree has indexes; source is one. */
    private Set<String> architectures() throws IOException {
        Set<String> found = new TreeSet<>();
        Path dists = place.live().resolve("dists");
        if (Tree.isDirectory(dists)) {
            try (Stream<Path> walk = Files.walk(dists, DEPTH, new FileVisitOption[0])) {
                walk.filter(Tree::isDirectory)
                        .map(path -> path.getFileName().toString())
                        .filter(name -> name.startsWith("binary-") || name.equals("source"))
                        .forEach(name -> found.add(name.replaceFirst("^binary-", "")));
            }
        }
        return found;
    }

    /** What the upstream handed down; nothing when it keeps none. */
    private String above() throws IOException {
        Path theirs = place.chain().resolve(Trace.HIERARCHY_FOR_OTHERS);
        if (!Files.isRegularFile(theirs)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(theirs, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.replaceAll("[^ -~]", "?") + "\n").collect(Collectors.joining());
        }
    }

    /** Oldest first, as {@code ls -1rt}, but for the master's. */
    private String names() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            List<Path> sorted = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches("_.*|.*\\p{Cntrl}.*|" + MASTER))
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().lastModified())
                            .thenComparing(Path::getFileName))
                    .toList();
            return sorted.stream().map(file -> file.getFileName() + "\n").collect(Collectors.joining());
        }
    }

    private Path directory() {
        return place.live().resolve(trace.directory());
    }

    private void put(String name, String text) throws IOException {
        Path aside = place.work().resolve("trace");
        AtomicFile.write(aside, text);
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
        if (!Tree.isDirectory(directory())) {
            Publication.keepingTime(place.live(), () -> Files.createDirectories(directory()));
        }
        Publication.keepingTime(
                directory(), () -> Files.move(aside, directory().resolve(name), StandardCopyOption.ATOMIC_MOVE));
    }
}
