package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a mirror knows of itself, in {@code .micromirror} of its storage. It lies with the data, so a box whose cluster is
 * down or new goes on telling the truth. Every file is replaced in one step.
 */
public final class StorageState {
    /** The state's directory, in the root of a storage. */
    public static final String DIRECTORY = ".micromirror";
    /** The results of all projects as one file, for pages and for the operator: {@link StorageStatus}. */
    public static final String STATUS = "status.json";
    /** Directory of one rsyncd.conf fragment per published project, for rsyncd's {@code &include}. */
    public static final String RSYNCD = "rsyncd.d";

    static final String STATUS_LOCK = "status.lock";

    private static final String RESULT = "result.json";
    private static final Logger log = LoggerFactory.getLogger(StorageState.class);

    private final Path storage;
    private final Path root;

    public StorageState(Path storage) {
        this.storage = storage.toAbsolutePath().normalize();
        this.root = this.storage.resolve(DIRECTORY);
    }

    Path storage() {
        return storage;
    }

    /** The directory of one project's state. */
    Path of(String project) {
        return root.resolve(project);
    }

    /** The last result of a project; absent when there is none that can be read. */
    public Optional<SyncResult> result(String project) {
        Path file = of(project).resolve(RESULT);
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
