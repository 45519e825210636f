package io.micromirror.serve;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How big the file system of a storage is: the field {@code storage} of {@code status.json}.
 *
 * @param size bytes of the file system
 * @param free bytes that a sync could take, rounded down, so that a box at rest says the same all the time
 * @param readOnly true where the kernel lets nothing be written to it, as it does when the disk fails; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Space(long size, long free, Boolean readOnly) {
    private static final long ROUND = 64L << 20;

    /** One that takes writes. */
    public Space(long size, long free) {
        this(size, free, null);
    }

    static Space of(Path storage) throws IOException {
        FileStore store = Files.getFileStore(storage);
        return new Space(
                store.getTotalSpace(),
                store.getUsableSpace() / ROUND * ROUND,
                Mounts.isReadOnly(storage) ? true : null);
    }

    /** What a {@code status.json} says of it; nothing where an older version wrote it. */
    public static Optional<Space> parse(String status) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(status).get("storage"))
                    .filter(node -> node.isObject())
                    .map(node -> Json.MAPPER.convertValue(node, Space.class));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
