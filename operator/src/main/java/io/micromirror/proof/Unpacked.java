package io.micromirror.proof;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * What a file holds, unpacked in the way its first bytes tell, because names do not always tell ({@code core.db}). Gives
 * up where there is more of it than there may be, in all or in one piece.
 */
final class Unpacked extends InputStream {
    /** More than any index of a distribution, with much room: Fedora's largest is about 1 GB. */
    static final long GENEROUS = 16L << 30;

    private static final int BUFFER = 1 << 16;
    private static final long LARGEST_PIECE = 8 << 20;

    private final InputStream in;
    private final String name;
    private final long most;
    private long count;
    private long pieceEnd = Long.MAX_VALUE;

    private Unpacked(InputStream in, String name, long most) {
        this.in = in;
        this.name = name;
        this.most = most;
    }

    /**
     * @param name what to call the file in a sentence
     * @param most how many bytes may come out
     */
    static Unpacked open(Path file, String name, long most) throws IOException {
        InputStream packed = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            return new Unpacked(unpack(packed), name, most);
        } catch (IOException | RuntimeException trouble) {
            packed.close();
            throw cannot(name, trouble);
        }
    }

    /** What another unpacks, with the same bounds. */
    static Unpacked of(InputStream in, String name, long most) {
        return new Unpacked(in, name, most);
    }

    /** How many bytes came out up to now. */
    long count() {
        return count;
    }

    /** Told by a reader that keeps pieces in memory where it begins one. */
    void nextPiece() {
        pieceEnd = count + LARGEST_PIECE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(into, offset, length);
        } catch (IOException | RuntimeException trouble) {
            throw cannot(name, trouble);
        }
        count += Math.max(0, read);
        if (count > most) {
            throw new Contradiction("%s unpacks to more than the %d bytes that it may have", name, most);
        }
        if (count > pieceEnd) {
            throw new Contradiction("%s holds a piece of more than %d bytes", name, LARGEST_PIECE);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static InputStream unpack(InputStream packed) throws IOException {
        packed.mark(8);
        String magic = HexFormat.of().formatHex(packed.readNBytes(6));
        packed.reset();
        if (magic.startsWith("1f8b")) {
            return new GZIPInputStream(packed, BUFFER);
        }
        if (magic.startsWith("28b52ffd")) {
            return new ZstdInputStream(packed);
        }
        if (magic.equals("fd377a585a00")) {
            return new XZInputStream(packed, mostXzMemory());
        }
        if (magic.startsWith("425a68")) {
            throw new IOException("it is packed by bzip2, which is not read here");
        }
        return packed;
    }

    /** In KiB. The dictionary is on the heap, and what others need must still find room there. */
    private static int mostXzMemory() {
        return (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2 / 1024);
    }

    /** The same, unless it says so already, as a sentence about a file. */
    static Contradiction cannot(String name, Exception trouble) {
        if (trouble instanceof Contradiction contradiction) {
            return contradiction;
        }
        String why = trouble.getMessage();
        return new Contradiction("%s cannot be unpacked: %s", name, why == null ? trouble : why);
    }
}
