package io.micromirror.scrub;

import io.micromirror.proof.Sums.Damage;
import io.micromirror.scrub.Note.Tally;
import io.micromirror.sync.Mending;
import io.micromirror.sync.ScrubResult;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A slice of one project's tree, from where the last one ended. Used once. */
final class Scrub {
    /** Files that are held in memory at a time. */
    static final int MOST = 50_000;

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Mending mending;
    private final Reader reader;
    private final int days;
    private final int most;
    private final Clock clock;
    private final List<String> suspects = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private long seenHash;
    private Note note;
    private Instant kept;

    Scrub(Mending mending, Reader reader, int days, Clock clock) {
        this(mending, reader, days, MOST, clock);
    }

    /** @param days in which every file is looked at once */
    Scrub(Mending mending, Reader reader, int days, int most, Clock clock) {
        this.mending = mending;
        this.reader = reader;
        this.days = days;
        this.most = most;
        this.clock = clock;
    }

    /** What was found; nothing where no tree is served, another scrub is under way, or this one did not come to its end. */
    Optional<ScrubResult> run() throws IOException {
        Optional<Path> tree = mending.tree();
        List<ScrubResult> result = new ArrayList<>();
        if (tree.isPresent()) {
            mending.first(() -> slice(tree.get()).ifPresent(result::add));
        }
        return result.stream().findFirst();
    }

    private Optional<ScrubResult> slice(Path tree) throws IOException {
        kept = clock.instant();
        note = Note.read(mending.work()).begun(days, now());
        Repair repair = new Repair(mending, tree, reader, note);
        suspects.addAll(note.open());
        Survey survey = Survey.of(tree, mending.plan().layout(), note.from(), note.until());
        boolean last = false;
        while (!last) {
            Batch batch = collect(survey, repair);
            if (!look(tree, repair, batch) || !settle(repair, batch.end())) {
                return Optional.empty();
            }
            last = batch.isLast();
        }
        return Optional.of(end(survey));
    }

    /** What a damaged index names is not told until it is mended. */
    private Batch collect(Survey survey, Repair repair) throws IOException {
        Batch batch = new Batch(note.at(), note.until(), most);
        List<String> damaged = survey.sums(batch).stream()
                .map(Damage::path)
                .filter(path -> !repair.knows(path))
                .toList();
        if (damaged.isEmpty()) {
            return batch;
        }
        suspects.addAll(damaged);
        settle(repair, note.at());
        Batch again = new Batch(note.at(), note.until(), most);
        survey.sums(again);
        return again;
    }

    private boolean look(Path tree, Repair repair, Batch batch) throws IOException {
        for (Map.Entry<Point, Sum> file : batch.files().entrySet()) {
            try {
                look(tree, repair, file.getKey(), file.getValue());
            } catch (StoppedException stopped) {
                if (suspects.isEmpty()) {
                    note.at(file.getKey()).keep(mending.work());
                }
                throw stopped;
            }
            boolean due = !kept.plus(PAUSE).isAfter(clock.instant());
            if (due && !settle(repair, file.getKey().next())) {
                return false;
            }
        }
        return true;
    }

    private void look(Path tree, Repair repair, Point point, Sum sum) {
        if (seenHash != point.hash()) {
            seenHash = point.hash();
            seen.clear();
        }
        Optional<Path> real = Reader.real(tree, point.path());
        if (real.isPresent() && !seen.add(real.get())) {
            return;
        }
        Look look = repair.look(point.path(), sum);
        long bytes = switch (look) {
            case Look.Good(long size) -> size;
            case Look.Wrong wrong -> wrong.bytes();
            case Look.Absent _, Look.Unreadable _, Look.Closed _ -> 0;
        };
        if (!(look instanceof Look.Closed) && !(look instanceof Look.Absent)) {
            note = note.with(note.tally().good(bytes));
        }
        if (look.isBad()) {
            suspects.add(point.path());
        }
    }

    /** Sees to what looked damaged, and keeps where we are; false when that has to wait. */
    private boolean settle(Repair repair, Point next) throws IOException {
        if (!suspects.isEmpty()) {
            if (!repair.of(suspects)) {
                return false;
            }
            suspects.clear();
        }
        note = note.at(next).with(note.tally().plus(repair.tally())).with(repair.open(), repair.disputed());
        note.keep(mending.work());
        kept = clock.instant();
        return true;
    }

    private ScrubResult end(Survey survey) throws IOException {
        trim(mending.work().resolve(Repair.QUARANTINE));
        Optional<ScrubResult> before = mending.last();
        Tally found = note.tally();
        ScrubResult result = new ScrubResult(
                mending.plan().project(),
                note.started(),
                now(),
                found.files(),
                found.bytes(),
                Math.max(0, survey.files() - found.files()),
                found.bad(),
                found.mended(),
                found.unreadable(),
                note.open().size(),
                before.map(ScrubResult::badEver).orElse(0L) + found.bad(),
                before.map(ScrubResult::mendedEver).orElse(0L) + found.mended(),
                note.until() == Point.END
                        ? now()
                        : before.map(ScrubResult::round).orElse(null),
                reason());
        mending.keep(result);
        note = note.ended();
        note.keep(mending.work());
        return result;
    }

    private String reason() {
        List<String> open = note.open();
        return open.isEmpty()
                ? ""
                : "%s%s damaged, and no upstream gives what the index says: served no more, and tried again each day."
                        .formatted(
                                open.getFirst(), open.size() == 1 ? " is" : " and " + (open.size() - 1) + " more are");
    }

    /** What was mended since needs no copy of the damage. */
    private void trim(Path quarantine) throws IOException {
        if (Files.exists(quarantine)) {
            Set<String> open = new HashSet<>(note.open());
            Files.walkFileTree(quarantine, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!open.contains(quarantine.relativize(file).toString())) {
                        Files.delete(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException trouble) throws IOException {
                    try (var entries = Files.newDirectoryStream(directory)) {
                        if (!entries.iterator().hasNext()) {
                            Files.delete(directory);
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
