package io.micromirror.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A checksum that an index gives for a file. */
public record Checksum(Kind kind, String hex) {
    private static final int BUFFER = 1 << 17;

    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
    }

    /** From the weakest to the strongest. */
    public enum Kind {
        MD5("MD5", 128),
        SHA1("SHA-1", 160),
        SHA224("SHA-224", 224),
        SHA256("SHA-256", 256),
        SHA384("SHA-384", 384),
        SHA512("SHA-512", 512),
        /** An APKINDEX's, see {@link ApkDigest}. No word tells it from SHA-1 but where it stands. */
        APK("apk", 160);

        private final String algorithm;
        private final int bits;

        Kind(String algorithm, int bits) {
            this.algorithm = algorithm;
            this.bits = bits;
        }

        /** Whether a word is written as one, which matters where it becomes the name of a file. */
        boolean isHex(String word) {
            return word.length() == bits / 4 && word.chars().allMatch(letter -> HexFormat.isHexDigit(letter));
        }

        /** A digest for it. */
        public MessageDigest digest() {
            return Checksum.digest(this);
        }

        /** As Debian (MD5Sum, SHA256) and repomd.xml (md5, sha for SHA-1, sha256) spell it. */
        static Optional<Kind> spelled(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "md5", "md5sum" -> Optional.of(MD5);
                case "sha", "sha1" -> Optional.of(SHA1);
                case "sha224" -> Optional.of(SHA224);
                case "sha256" -> Optional.of(SHA256);
                case "sha384" -> Optional.of(SHA384);
                case "sha512" -> Optional.of(SHA512);
                default -> Optional.empty();
            };
        }
    }

    /** What an index writes, when that is a checksum. */
    static Optional<Checksum> told(Kind kind, String hex) {
        return kind.isHex(hex) ? Optional.of(new Checksum(kind, hex)) : Optional.empty();
    }

    /** The same where only its length tells which. */
    static Optional<Checksum> told(String hex) {
        return Stream.of(Kind.values())
                .filter(kind -> kind.isHex(hex))
                .map(kind -> new Checksum(kind, hex))
                .findFirst();
    }

    boolean matches(Path file) throws IOException {
        return of(kind, file).equals(this);
    }

    static Checksum of(Kind kind, Path file) throws IOException {
        MessageDigest digest = digest(kind);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return new Checksum(kind, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest(Kind kind) {
        try {
            return kind == Kind.APK ? new ApkDigest() : MessageDigest.getInstance(kind.algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
