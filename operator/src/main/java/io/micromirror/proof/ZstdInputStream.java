package io.micromirror.proof;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/**
 * What a file packed by zstd holds, by way of libzstd (zstd.h, "Streaming decompression - HowTo"), which every Debian
 * has because dpkg needs it. It keeps its window, up to 128 MiB as the zstd command does, outside of the heap.
 */
public final class ZstdInputStream extends InputStream {
    private static final int BUFFER = 1 << 17;
    private static final long LONGEST_ERROR_NAME = 256;

    /** ZSTD_inBuffer and ZSTD_outBuffer: a place, its size, how far it is used. */
    private static final MemoryLayout SLICE = MemoryLayout.structLayout(ADDRESS, JAVA_LONG, JAVA_LONG);

    private static final long SIZE = ADDRESS.byteSize();
    private static final long USED = SIZE + JAVA_LONG.byteSize();

    private final InputStream packed;
    private final byte[] chunk = new byte[BUFFER];
    private final Arena arena = Arena.ofShared();
    private final MemorySegment packedBytes = arena.allocate(BUFFER);
    private final MemorySegment plainBytes = arena.allocate(BUFFER);
    private final MemorySegment input = slice(packedBytes, 0);
    private final MemorySegment output = slice(plainBytes, BUFFER);
    private final MemorySegment stream;
    private int given;
    private boolean frameEnded = true;
    private boolean closed;

    public ZstdInputStream(InputStream packed) throws IOException {
        this.packed = packed;
        this.stream = (MemorySegment) call(Library.CREATE);
        if (stream.equals(MemorySegment.NULL)) {
            arena.close();
            throw new IOException("no memory to unpack zstd");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (given == used(output)) {
            if (!unpack()) {
                return -1;
            }
        }
        int some = Math.min(length, used(output) - given);
        MemorySegment.copy(plainBytes, ValueLayout.JAVA_BYTE, given, into, offset, some);
        given += some;
        return some;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            call(Library.FREE, stream);
            arena.close();
            packed.close();
        }
    }

    /** Makes more bytes, perhaps none yet; false at the end. */
    private boolean unpack() throws IOException {
        // While a frame lasts, a full output may have more behind it without further input.
        boolean moreBehind = used(output) == BUFFER && !frameEnded;
        if (used(input) == input.get(JAVA_LONG, SIZE) && !moreBehind && !feed()) {
            if (!frameEnded) {
                throw new EOFException("it ends in the middle");
            }
            return false;
        }
        given = 0;
        output.set(JAVA_LONG, USED, 0);
        long outcome = (long) call(Library.DECOMPRESS, stream, output, input);
        if ((int) call(Library.IS_ERROR, outcome) != 0) {
            throw new IOException(errorName(outcome));
        }
        frameEnded = outcome == 0;
        return true;
    }

    private boolean feed() throws IOException {
        int read = packed.read(chunk);
        if (read <= 0) {
            return false;
        }
        MemorySegment.copy(chunk, 0, packedBytes, ValueLayout.JAVA_BYTE, 0, read);
        input.set(JAVA_LONG, SIZE, read);
        input.set(JAVA_LONG, USED, 0);
        return true;
    }

    private MemorySegment slice(MemorySegment place, long size) {
        MemorySegment slice = arena.allocate(SLICE);
        slice.set(ADDRESS, 0, place);
        slice.set(JAVA_LONG, SIZE, size);
        return slice;
    }

    private static int used(MemorySegment slice) {
        return (int) slice.get(JAVA_LONG, USED);
    }

    @SuppressWarnings("restricted")
    private static String errorName(long outcome) {
        MemorySegment name = (MemorySegment) call(Library.ERROR_NAME, outcome);
        return name.reinterpret(LONGEST_ERROR_NAME).getString(0);
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Bound when the first such file is read. */
    private static final class Library {
        private static final SymbolLookup ZSTD = library();
        static final MethodHandle CREATE = function("ZSTD_createDStream", FunctionDescriptor.of(ADDRESS));
        static final MethodHandle FREE = function("ZSTD_freeDStream", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        static final MethodHandle DECOMPRESS =
                function("ZSTD_decompressStream", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS));
        static final MethodHandle IS_ERROR = function("ZSTD_isError", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
        static final MethodHandle ERROR_NAME = function("ZSTD_getErrorName", FunctionDescriptor.of(ADDRESS, JAVA_LONG));

        @SuppressWarnings("restricted")
        private static SymbolLookup library() {
            return SymbolLookup.libraryLookup("libzstd.so.1", Arena.global());
        }

        @SuppressWarnings("restricted")
        private static MethodHandle function(String name, FunctionDescriptor descriptor) {
            return Linker.nativeLinker().downcallHandle(ZSTD.findOrThrow(name), descriptor);
        }
    }
}
