package io.micromirror.proof;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What stands before the files of one of Alpine's packages. A package is several gzip members in a row: signatures, the
 * control segment with {@code .PKGINFO}, the data segment (wiki.alpinelinux.org/wiki/Apk_spec, "Package Format V2").
 *
 * @param control the control segment as it is packed: from, inclusive, and to, exclusive
 * @param dataHash SHA-256 of the data segment as it is packed, as the control segment has it
 */
record ApkHead(Extent control, Optional<Checksum> dataHash) {
    private static final int MOST_UNPACKED = 8 << 20;
    private static final int MOST_SIGNATURES = 8;
    private static final String DATA_HASH = "datahash = ";

    /** Bytes of a package. */
    record Extent(int from, int to) {}

    /** A gzip member. */
    private static final class Member {
        private static final int HEADER = 10;
        private static final int TRAILER = 8;
        private static final int HEADER_CHECKSUM = 2;
        private static final int EXTRA = 4;
        private static final int NAME = 8;
        private static final int COMMENT = 16;

        private final int end;
        private final byte[] content;

        private Member(int end, byte[] content) {
            this.end = end;
            this.content = content;
        }

        /** Absent where it does not end in these bytes. */
        static Optional<Member> at(byte[] bytes, int from, int length) throws IOException {
            int start = start(bytes, from, length);
            Inflater inflater = new Inflater(true);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            try {
                inflater.setInput(bytes, Math.min(start, length), Math.max(0, length - start));
                byte[] part = new byte[1 << 14];
                while (!inflater.finished() && content.size() <= MOST_UNPACKED) {
                    int read = inflater.inflate(part);
                    content.write(part, 0, read);
                    if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                        return Optional.empty();
                    }
                }
                demand(inflater.finished());
                int end = length - inflater.getRemaining() + TRAILER;
                if (end > length) {
                    return Optional.empty();
                }
                demand(checksum(content.toByteArray()) == little(bytes, end - TRAILER)
                        && content.size() == little(bytes, end - TRAILER / 2));
                return Optional.of(new Member(end, content.toByteArray()));
            } catch (DataFormatException broken) {
                throw new IOException(broken);
            } finally {
                inflater.end();
            }
        }

        /** Where the packed bytes begin (RFC 1952, 2.3); perhaps behind the end of what is there. */
        private static int start(byte[] bytes, int from, int length) throws IOException {
            if (from + HEADER > length) {
                return length;
            }
            demand(bytes[from] == 0x1f && bytes[from + 1] == (byte) 0x8b && bytes[from + 2] == 8);
            int flags = bytes[from + 3];
            int at = from + HEADER;
            if ((flags & EXTRA) != 0 && at + 2 <= length) {
                at += 2 + (Byte.toUnsignedInt(bytes[at]) | Byte.toUnsignedInt(bytes[at + 1]) << 8);
            }
            for (int word : new int[] {NAME, COMMENT}) {
                while ((flags & word) != 0 && at < length && bytes[at] != 0) {
                    at++;
                }
                at += (flags & word) == 0 ? 0 : 1;
            }
            return at + ((flags & 2) == 0 ? 0 : HEADER_CHECKSUM);
        }

        private static long checksum(byte[] content) {
            CRC32 crc = new CRC32();
            crc.update(content);
            return crc.getValue();
        }

        private static long little(byte[] bytes, int from) {
            long number = 0;
            for (int i = 3; i >= 0; i--) {
                number = number << 8 | Byte.toUnsignedInt(bytes[from + i]);
            }
            return number;
        }

        private static void demand(boolean holds) throws IOException {
            if (!holds) {
                throw new IOException("it is no gzip member");
            }
        }

        Tar tar() {
            return new Tar(new ByteArrayInputStream(content), "a package");
        }

        boolean isSignature() throws IOException {
            Tar tar = tar();
            return tar.next() && AlpineProof.isSignature(tar.name());
        }

        Optional<Checksum> dataHash() throws IOException {
            Tar tar = tar();
            while (tar.next()) {
                if (tar.name().equals(".PKGINFO")) {
                    return new String(tar.body().readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith(DATA_HASH))
                            .findFirst()
                            .flatMap(line -> Checksum.told(
                                    Checksum.Kind.SHA256,
                                    line.substring(DATA_HASH.length()).strip()));
                }
            }
            throw new IOException("it has no .PKGINFO");
        }
    }

    /**
     * What these first bytes of a package hold; absent where that takes more of them.
     *
     * @throws IOException where they are not a package's
     */
    static Optional<ApkHead> of(byte[] bytes, int length) throws IOException {
        int from = 0;
        for (int i = 0; i <= MOST_SIGNATURES; i++) {
            Optional<Member> member = Member.at(bytes, from, length);
            if (member.isEmpty()) {
                return Optional.empty();
            }
            int end = member.get().end;
            if (!member.get().isSignature()) {
                return Optional.of(
                        new ApkHead(new Extent(from, end), member.get().dataHash()));
            }
            from = end;
        }
        throw new IOException("it has too many signatures");
    }
}
