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
import java.nio.file.StandardCopyOption;

/**
 * The kernel's own calls: syncfs(2), which leaves other disks alone, as a plain sync would not, and renameat2(2) with
 * RENAME_EXCHANGE.
 */
final class KernelDisk implements Disk {
    private static final int CURRENT_DIRECTORY = -100;
    private static final int EXCHANGE = 2;

    private static final MethodHandle OPEN =
            Kernel.function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SYNCFS = Kernel.function("syncfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = Kernel.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle RENAMEAT2 = Kernel.function(
            "renameat2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

    @Override
    public void flush(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(Kernel.CAPTURED);
            int descriptor = Kernel.call(OPEN, captured, arena.allocateFrom(path.toString()), Kernel.CLOSE_ON_EXEC);
            demand(descriptor >= 0, captured, path + " could not be opened");
            int flushed = Kernel.call(SYNCFS, captured, descriptor);
            int code = Kernel.code(captured);
            Kernel.call(CLOSE, captured, descriptor);
            if (flushed < 0) {
                throw new IOException("the storage of " + path + " could not be flushed (errno " + code + ")");
            }
        }
    }

    @Override
    public void exchange(Path one, Path other) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(Kernel.CAPTURED);
            int done = Kernel.call(
                    RENAMEAT2,
                    captured,
                    CURRENT_DIRECTORY,
                    arena.allocateFrom(one.toString()),
                    CURRENT_DIRECTORY,
                    arena.allocateFrom(other.toString()),
                    EXCHANGE);
            demand(done == 0, captured, one + " and " + other + " could not change places");
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void demand(boolean met, MemorySegment captured, String trouble) throws IOException {
        if (!met) {
            throw new IOException(trouble + " (errno " + Kernel.code(captured) + ")");
        }
    }
}
