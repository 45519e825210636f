package io.micromirror.sync;

import com.fasterxml.jackson.core.JacksonException;
import io.micromirror.filelist.ListFormat;
import io.micromirror.filelist.SortedList;
import io.micromirror.layout.Carried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The upstream's list of files beside the one of the last run that came to its end, in the project's state. A run that
 * was cut short leaves the old one, so the next finds the same difference and more.
 */
final class Listing {
    private static final String DIRECTORY = "list";

    private final FileList list;
    private final Carried carried;
    private final Path directory;
    private boolean made;

    /**
     * What was kept.
     *
     * @param size and modified: of the list as the upstream had it
     * @param walked when the whole tree was last looked through
     */
    private record Kept(String path, ListFormat format, long size, Instant modified, Instant walked) {}

    Listing(FileList list, SyncPlan plan, Place place) throws IOException {
        this.list = list;
        this.carried = plan.carried();
        this.directory = Files.createDirectories(place.work().resolve(DIRECTORY));
    }

    /** Where the upstream's goes. */
    Path directory() {
        return directory;
    }

    String path() {
        return list.path();
    }

    /** Whether there is one to compare with, and the whole tree was looked through not too long ago. */
    boolean canGuide(Instant now) {
        return kept().filter(kept -> kept.path().equals(list.path()) && kept.format() == list.format())
                .filter(kept -> list.fullPass() == 0
                        || Duration.between(kept.walked(), now).toSeconds() < list.fullPass())
                .filter(_ -> Files.exists(sorted()))
                .isPresent();
    }

    /** Whether the upstream's is the one that is kept. */
    boolean unchanged() throws IOException {
        Optional<Kept> kept = kept();
        return kept.isPresent()
                && kept.get().size() == Files.size(raw())
                && kept.get().modified().equals(modified());
    }

    /** The upstream's, sorted: once, which for a million rows takes a second. */
    Path fresh() throws IOException {
        if (unchanged()) {
            return sorted();
        }
        Path fresh = directory.resolve("fresh");
        if (!made) {
            SortedList.make(
                    raw(),
                    list.format(),
                    (path, isDirectory) -> isDirectory ? carried.directory(path) : carried.test(path),
                    fresh);
            made = true;
        }
        return fresh;
    }

    /** The one that is kept. */
    Path sorted() {
        return directory.resolve("sorted");
    }

    /** After a run by the list: all of it is here now. */
    void keep() throws IOException {
        keep(kept().map(Kept::walked).orElse(Instant.EPOCH));
    }

    /** After a walk. */
    void keep(Instant walked) throws IOException {
        Path fresh = fresh();
        if (!fresh.equals(sorted())) {
            Files.move(fresh, sorted(), StandardCopyOption.ATOMIC_MOVE);
        }
        AtomicFile.write(
                directory.resolve("kept"),
                Json.write(new Kept(list.path(), list.format(), Files.size(raw()), modified(), walked)));
    }

    /** So that the next run walks. */
    void forget() throws IOException {
        Files.deleteIfExists(directory.resolve("kept"));
    }

    private Path raw() {
        return directory.resolve(list.name());
    }

    private Instant modified() throws IOException {
        return Files.getLastModifiedTime(raw()).toInstant();
    }

    private Optional<Kept> kept() {
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readString(directory.resolve("kept")), Kept.class));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
