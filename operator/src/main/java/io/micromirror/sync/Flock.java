package io.micromirror.sync;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
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
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int EXCLUSIVE = 2;
    private static final int NON_BLOCKING = 4;
    private static final int INTERRUPTED = 4;
    private static final int WOULD_BLOCK = 11;

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle CODE = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FLOCK = function("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

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
            call(CLOSE, arena.allocate(CAPTURED), descriptor);
        }
    }

    private static Optional<Flock> lock(Path file, int operation) throws IOException {
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .close();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            int descriptor = call(OPEN, captured, arena.allocateFrom(file.toString()), READ_WRITE | CLOSE_ON_EXEC);
            if (descriptor < 0) {
                throw new IOException(file + " could not be opened (errno " + code(captured) + ")");
            }
            Flock lock = new Flock(descriptor);
            while (call(FLOCK, captured, descriptor, operation) < 0) {
                int code = code(captured);
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

    private static int code(MemorySegment captured) {
        return (int) CODE.get(captured, 0L);
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, ERRNO);
    }
}
