package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a mirror knows of itself, in {@code .micromirror} of its storage. It lies with the data, so a box whose cluster is
 * down or new goes on telling the truth. Every file is replaced in one step; what cannot be read counts as absent.
 */
public final class StorageState {
    /** The state's directory, in the root of a storage. */
    public static final String DIRECTORY = ".micromirror";
    /** The results of all projects as one file, for pages and for the operator: {@link StorageStatus}. */
    public static final String STATUS = "status.json";
    /** Directory of answers to an authority that is asked for a certificate. */
    public static final String CHALLENGES = "acme";

    static final String STATUS_LOCK = "status.lock";
    static final String LOCKS = "locks";
    static final String SLOTS = "slots";

    /** Where {@code operator/alive} works. */
    static final String ALIVE = "alive";

    /** Between two tellings of how far first syncs are. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private static final String RESULT = "result.json";
    private static final String SCRUB = "scrub.json";
    private static final String PUBLISHED = "published";
    private static final Logger log = LoggerFactory.getLogger(StorageState.class);

    private final Path storage;
    private final Path root;
    private final Ballast ballast;

    public StorageState(Path storage) {
        this.storage = storage.toAbsolutePath().normalize();
        this.root = this.storage.resolve(DIRECTORY);
        this.ballast = new Ballast(root);
        // The path stands in rsyncd.conf, where these would mean something else.
        if (storage.toString().matches(".*[%\\\\\\p{Cntrl}].*")) {
            throw new IllegalArgumentException("a storage's path must not hold '%', '\\' or control characters");
        }
    }

    /** Where the tree of a project lies once it is published. */
    Path tree(SyncPlan plan) {
        return storage.resolve(plan.path());
    }

    /** What one run of the tree holds; {@code operator/line} takes the same. */
    Path lock(SyncPlan plan) throws IOException {
        return lock(plan.project(), plan.path());
    }

    Path lock(String project, String path) throws IOException {
        of(project);
        return Files.createDirectories(root.resolve(LOCKS)).resolve(SyncPlan.lock(path));
    }

    /** The directory of one project's state, made when it is not there. */
    Path of(String project) throws IOException {
        // A storage that is not there is a disk that is not mounted: making it would fill the wrong disk.
        if (!Files.isDirectory(storage)) {
            throw new NoSuchFileException(storage.toString(), null, "the storage is not there");
        }
        return Files.createDirectories(root.resolve(project));
    }

    /** The last result of a project; absent when there is none that can be read. */
    public Optional<SyncResult> result(String project) {
        return read(root.resolve(project).resolve(RESULT));
    }

    /** The last results of all projects. */
    public StorageStatus status() throws IOException {
        List<SyncResult> results = new ArrayList<>();
        List<FirstSync> firstSyncs = new ArrayList<>();
        List<ScrubResult> scrubs = new ArrayList<>();
        try (DirectoryStream<Path> projects = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path project : projects) {
                read(project.resolve(RESULT)).ifPresent(results::add);
                firstSync(project.getFileName().toString()).ifPresent(firstSyncs::add);
                scrub(project.getFileName().toString()).ifPresent(scrubs::add);
            }
        }
        return new StorageStatus(results, firstSyncs, scrubs);
    }

    /** How far the first sync of a project is; absent when none is under way, or it is only just. */
    Optional<FirstSync> firstSync(String project) {
        try {
            Path file = root.resolve(project).resolve(FirstNote.NAME);
            return Files.exists(file) ? FirstSync.parse(Files.readString(file)) : Optional.empty();
        } catch (IOException unreadable) {
            log.warn("How far the first sync of {} is cannot be read: {}", project, unreadable.toString());
            return Optional.empty();
        }
    }

    /** What a scrub found last; absent when there was none. */
    Optional<ScrubResult> scrub(String project) {
        try {
            Path file = root.resolve(project).resolve(SCRUB);
            return Files.exists(file) ? ScrubResult.parse(Files.readString(file)) : Optional.empty();
        } catch (IOException unreadable) {
            log.warn("What the scrub of {} found cannot be read: {}", project, unreadable.toString());
            return Optional.empty();
        }
    }

    /** Keeps what a scrub found, and tells of it. */
    void keep(ScrubResult result) throws IOException {
        AtomicFile.write(of(result.project()).resolve(SCRUB), result.toJson());
        tell();
    }

    /** Keeps how far a first sync is, and tells of it if nothing was told for a while. */
    void keep(FirstSync far, Instant now) throws IOException {
        AtomicFile.write(of(far.project()).resolve(FirstNote.NAME), far.toJson());
        try (Flock _ = Flock.acquire(root.resolve(STATUS_LOCK))) {
            Path status = root.resolve(STATUS);
            if (!Files.exists(status)
                    || !Files.getLastModifiedTime(status)
                            .toInstant()
                            .plus(QUIET)
                            .isAfter(now)) {
                AtomicFile.write(status, status().toJson());
            }
        }
    }

    /** Sees to it that the end of a run can be told whatever it does to the storage. */
    void prepare() {
        ballast.take();
    }

    /** Keeps a result, and tells of it in the storage's status; also on a storage that is full. */
    void keep(SyncResult result) throws IOException {
        try {
            write(result);
        } catch (IOException full) {
            if (!ballast.drop()) {
                throw full;
            }
            write(result);
        }
        ballast.take();
    }

    private void write(SyncResult result) throws IOException {
        AtomicFile.write(of(result.project()).resolve(RESULT), result.toJson());
        tell();
    }

    /** Writes anew what the storage tells of all projects. */
    void tell() throws IOException {
        try (Flock _ = Flock.acquire(root.resolve(STATUS_LOCK))) {
            AtomicFile.write(root.resolve(STATUS), status().toJson());
        }
    }

    /** Leaves a person's request for the next run of a project. */
    public void leave(String project, Request request) throws IOException {
        Requests.leave(of(project), request);
    }

    /** Marks a project as published by us, once and for all. */
    void publish(SyncPlan plan) throws IOException {
        Path mark = mark(plan.project());
        if (!Files.exists(mark)) {
            AtomicFile.write(mark, "");
        }
    }

    /** Since when a project is published by us at the latest: what is left to know when its result was lost. */
    Optional<Instant> publishedSince(String project) {
        try {
            return Optional.of(Files.getLastModifiedTime(mark(project)).toInstant());
        } catch (IOException never) {
            return Optional.empty();
        }
    }

    private Path mark(String project) {
        return root.resolve(project).resolve(PUBLISHED);
    }

    private static Optional<SyncResult> read(Path file) {
        try {
            return SyncResult.parse(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            log.warn("{} could not be read and counts as absent: {}", file, unreadable.toString());
            return Optional.empty();
        }
    }
}
