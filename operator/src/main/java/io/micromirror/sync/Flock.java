package io.micromirror.sync;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A kernel lock on a file, as flock(1) takes it: it ends with its holder, however that dies, and leaves nothing behind.
 * Java's own file locks are another kind, which flock(1) does not see and which one process cannot take twice.
 *
 * <p>The descriptor is closed on exec, so a lock says that this very process lives. What a child still writes after our
 * death is told by a lock of the child's own: see {@link RsyncCommand#LOCK}.
 */
final class Flock implements AutoCloseable {
    private static final int READ_WRITE = 2;
    private static final int EXCLUSIVE = 2;
    private static final int NON_BLOCKING = 4;
    private static final int INTERRUPTED = 4;
    private static final int WOULD_BLOCK = 11;

    private static final MethodHandle OPEN =
            Kernel.function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FLOCK =
            Kernel.function("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = Kernel.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int descriptor;

    private Flock(int descriptor) {
        this.descriptor = descriptor;
    }

    /** The lock, or nothing when another holds it. The file is made when it is not there. */
    static Optional<Flock> tryAcquire(Path file) throws IOException {
        return lock(file, EXCLUSIVE | NON_BLOCKING);
    }

    /** The lock, once nobody else holds it. */
    static Flock acquire(Path file) throws IOException {
        return lock(file, EXCLUSIVE).orElseThrow();
    }

    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            Kernel.call(CLOSE, arena.allocate(Kernel.CAPTURED), descriptor);
        }
    }

    private static Optional<Flock> lock(Path file, int operation) throws IOException {
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .close();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(Kernel.CAPTURED);
            int descriptor =
                    Kernel.call(OPEN, captured, arena.allocateFrom(file.toString()), READ_WRITE | Kernel.CLOSE_ON_EXEC);
            if (descriptor < 0) {
                throw new IOException(file + " could not be opened (errno " + Kernel.code(captured) + ")");
            }
            Flock lock = new Flock(descriptor);
            while (Kernel.call(FLOCK, captured, descriptor, operation) < 0) {
                int code = Kernel.code(captured);
                if (code != INTERRUPTED) {
                    lock.close();
                    if (code == WOULD_BLOCK) {
                        return Optional.empty();
                    }
                    throw new IOException(file + " could not be locked (errno " + code + ")");
                }
            }
            return Optional.of(lock);
        }
    }
}
