package io.micromirror.scrub;

import io.micromirror.proof.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Reads files past the page cache, at a pace: what is looked at is what lies on the disk, the hot files that others
 * download stay in memory, and there is always some of the disk left for them.
 */
final class Reader {
    private static final int BUFFER = 1 << 20;

    /** O_DIRECT, by its name, because the compiler warns of whoever names the class, whatever is suppressed. */
    private static final OpenOption DIRECT = direct();

    private final long bytesPerSecond;
    private final BooleanSupplier stopping;
    private final ByteBuffer whole = ByteBuffer.allocateDirect(2 * BUFFER);

    /** @param bytesPerSecond 0: as fast as the disk */
    Reader(long bytesPerSecond, BooleanSupplier stopping) {
        this.bytesPerSecond = bytesPerSecond;
        this.stopping = stopping;
    }

    /**
     * Whether a file of a tree holds what it should.
     *
     * @throws StoppedException when told to stop meanwhile
     */
    Look look(Path real, Sum sum) {
        try {
            long size = Files.size(real);
            if (!sum.allows(size)) {
                return new Look.Wrong(size, "");
            }
            Checksum found = read(real, size, sum.checksum().kind());
            return sum.is(found) ? new Look.Good(size) : new Look.Wrong(size, found.hex());
        } catch (AccessDeniedException closed) {
            return new Look.Closed();
        } catch (NoSuchFileException gone) {
            return new Look.Absent();
        } catch (IOException trouble) {
            return new Look.Unreadable(String.valueOf(trouble.getMessage()));
        }
    }

    /** What a name of the tree leads to; absent: nothing that lies in it. */
    static Optional<Path> real(Path tree, String name) {
        try {
            Path real = tree.resolve(name).toRealPath();
            return Optional.of(real)
                    .filter(path -> path.startsWith(realRoot(tree)))
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException | FileSystemLoopException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(tree.resolve(name));
        }
    }

    /** A real path by its name in the tree. */
    static String relative(Path tree, Path real) {
        return realRoot(tree).relativize(real).toString();
    }

    private static Path realRoot(Path tree) {
        try {
            return tree.toRealPath();
        } catch (IOException _) {
            return tree;
        }
    }

    private Checksum read(Path file, long size, Checksum.Kind kind) throws IOException {
        MessageDigest digest = kind.digest();
        long began = System.nanoTime();
        try (FileChannel channel = open(file)) {
            int block = Math.toIntExact(Files.getFileStore(file).getBlockSize());
            ByteBuffer buffer = whole.duplicate().alignedSlice(block).limit(BUFFER / block * block);
            long done = 0;
            // Past the cache the disk reads from block to block, so what comes after a part of one would not be read.
            for (int read = 0; done < size && read % block == 0; done += read) {
                demandGoing();
                buffer.position(0);
                read = channel.read(buffer);
                if (read < 0) {
                    break;
                }
                digest.update(buffer.flip());
                buffer.limit(BUFFER / block * block);
                pace(began, done + read);
            }
        }
        return new Checksum(kind, HexFormat.of().formatHex(digest.digest()));
    }

    /** Not every file system can be read past the cache. */
    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS, DIRECT);
        } catch (AccessDeniedException | NoSuchFileException trouble) {
            throw trouble;
        } catch (IOException | UnsupportedOperationException _) {
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static OpenOption direct() {
        try {
            return Stream.of(
                            Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants())
                    .filter(constant -> constant.toString().equals("DIRECT"))
                    .map(OpenOption.class::cast)
                    .findFirst()
                    .orElse(StandardOpenOption.READ);
        } catch (ClassNotFoundException _) {
            return StandardOpenOption.READ;
        }
    }

    private void demandGoing() {
        if (stopping.getAsBoolean()) {
            throw new StoppedException();
        }
    }

    private void pace(long began, long bytes) {
        if (bytesPerSecond > 0) {
            long ahead = (long) (1e9 * bytes / bytesPerSecond) - (System.nanoTime() - began);
            LockSupport.parkNanos(Math.max(0, ahead));
        }
    }
}
