package io.micromirror.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A project's history on disk, replaced in one step. One that cannot be read counts as empty; it fills again. */
public final class HistoryFile {
    private static final Logger log = LoggerFactory.getLogger(HistoryFile.class);
    private static final long LONGEST = 4 << 20;

    private final Path file;

    /** @param folder holds one file per project */
    public HistoryFile(Path folder, String project) {
        this.file = folder.resolve(project + ".json");
    }

    public boolean exists() {
        return Files.exists(file);
    }

    public History read() {
        try {
            if (Files.size(file) > LONGEST) {
                log.warn("{} is too long to be a history and counts as empty", file);
                return History.NONE;
            }
            return Json.MAPPER.readValue(file.toFile(), History.class);
        } catch (NoSuchFileException none) {
            return History.NONE;
        } catch (IOException unreadable) {
            log.warn(
                    "{} could not be read and counts as empty: {}",
                    file,
                    unreadable.toString().lines().findFirst().orElse(""));
            return History.NONE;
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} could not be deleted: {}", file, e.toString());
        }
    }

    /** Only where something changed: the disk is a mirror's. */
    public void write(History history) {
        try {
            String text = Json.write(history);
            if (Files.exists(file) && Files.readString(file).equals(text)) {
                return;
            }
            Files.createDirectories(file.getParent());
            Path aside = Files.createTempFile(file.getParent(), "new", ".json");
            Files.writeString(aside, text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            log.warn("{} could not be written: {}", file, full.toString());
        }
    }
}
