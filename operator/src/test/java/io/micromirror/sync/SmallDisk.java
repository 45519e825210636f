package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** A disk that holds so many bytes of files: what a storage has counts, each file once, whatever names it has. */
final class SmallDisk implements Disk {
    private final Disk disk = new KernelDisk();
    private final Path storage;
    private final long bytes;

    SmallDisk(Path storage, long bytes) {
        this.storage = storage;
        this.bytes = bytes;
    }

    @Override
    public void flush(Path path) throws IOException {
        disk.flush(path);
    }

    @Override
    public void exchange(Path one, Path other) throws IOException {
        disk.exchange(one, other);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public long free(Path path) throws IOException {
        return Math.max(0, bytes - used());
    }

    /** What the storage holds, but for the room that is kept for telling that there is none. */
    private long used() throws IOException {
        long[] sum = {0};
        Set<Object> seen = new HashSet<>();
        Files.walkFileTree(storage, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!file.endsWith(Ballast.NAME) && seen.add(attributes.fileKey())) {
                    sum[0] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException trouble) throws IOException {
                // A run may take it away meanwhile.
                if (trouble instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw trouble;
            }
        });
        return sum[0];
    }
}
