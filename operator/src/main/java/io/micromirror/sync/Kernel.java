package io.micromirror.sync;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.stream.Stream;

/** System calls that Java has no method for. Each takes a segment for its errno first. */
final class Kernel {
    static final int CLOSE_ON_EXEC = 0x80000;
    static final MemoryLayout CAPTURED = Linker.Option.captureStateLayout();

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle CODE = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private Kernel() {}

    @SuppressWarnings("restricted")
    static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, ERRNO);
    }

    static int call(MethodHandle function, MemorySegment captured, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(
                    Stream.concat(Stream.of(captured), Stream.of(arguments)).toList());
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The errno of the last call that failed. */
    static int code(MemorySegment captured) {
        return (int) CODE.get(captured, 0L);
    }
}
