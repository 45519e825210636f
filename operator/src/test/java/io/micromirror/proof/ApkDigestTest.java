package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a package the checksum in its index is about, byte by byte. */
final class ApkDigestTest {
    private static final String SIGNED = "main/x86_64/a-1-r0.apk";
    private static final String UNSIGNED = "main/x86_64/b-1-r0.apk";

    /** Of a gzip member's ten: its time, how it was packed, and by what system. */
    private static final List<Integer> NOT_LOOKED_AT = List.of(4, 5, 6, 7, 8, 9);

    @TempDir
    private static Path made;

    private static final Map<String, Checksum> told = new TreeMap<>();

    @BeforeAll
    static void make() throws Exception {
        Path script = Path.of("src/test/resources/sync/alpine-of-two").toAbsolutePath();
        Process process = new ProcessBuilder(script.toString())
                .directory(made.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(Sums.of(
                        "alpine",
                        "main/x86_64",
                        made,
                        (name, _, checksum) -> checksum.ifPresent(sum -> told.put(name, sum))))
                .isEmpty();
    }

    @Test
    void aWholePackageHasTheChecksumOfItsIndex() throws IOException {
        assertThat(told).containsOnlyKeys(SIGNED, UNSIGNED);
        for (String name : told.keySet()) {
            assertThat(Checksum.of(Checksum.Kind.APK, made.resolve(name))).isEqualTo(told.get(name));
        }
    }

    @Test
    void inWhateverPiecesItIsRead() throws IOException {
        byte[] bytes = Files.readAllBytes(made.resolve(SIGNED));
        for (int piece : new int[] {1, 7, 512, 5000}) {
            assertThat(sum(bytes, bytes.length, piece)).isEqualTo(told.get(SIGNED));
        }
    }

    @Test
    void aFlippedBitShowsWhereverItIs() throws IOException {
        assertThat(unseen(UNSIGNED)).isEmpty();
    }

    @Test
    void ofASignatureNothingIsUnseenButBitsThatDoNotChangeWhatItUnpacksTo() throws IOException {
        byte[] bytes = Files.readAllBytes(made.resolve(SIGNED));
        ApkHead.Extent control = ApkHead.of(bytes, bytes.length).orElseThrow().control();

        List<Integer> unseen = unseen(SIGNED);

        assertThat(unseen)
                .containsAll(NOT_LOOKED_AT)
                .hasSizeLessThan(control.from() / 10)
                .allMatch(at -> at < control.from());
    }

    @Test
    void aPackageThatIsCutOrDamagedHasAValueOfItsOwnBytes() throws IOException {
        byte[] bytes = Files.readAllBytes(made.resolve(SIGNED));
        List<Checksum> values = new ArrayList<>();
        for (int length : new int[] {0, 5, 100, 700, 1200, bytes.length - 1}) {
            values.add(sum(bytes, length, 1 << 20));
            assertThat(sum(bytes, length, 1 << 20)).isEqualTo(values.getLast());
        }
        bytes[bytes.length - 1] ^= 1;
        values.add(sum(bytes, bytes.length, 1 << 20));
        bytes[bytes.length - 9000] ^= 1;
        values.add(sum(bytes, bytes.length, 1 << 20));

        assertThat(values).doesNotHaveDuplicates().doesNotContain(told.get(SIGNED));
    }

    /** Where a flipped bit does not show: of all bytes before the files, and of some hundred of these. */
    private static List<Integer> unseen(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(made.resolve(name));
        int head = ApkHead.of(bytes, bytes.length).orElseThrow().control().to();
        List<Integer> unseen = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += at < head + 20 ? 1 : 501) {
            bytes[at] ^= 0x10;
            if (sum(bytes, bytes.length, 1 << 20).equals(told.get(name))) {
                unseen.add(at);
            }
            bytes[at] ^= 0x10;
        }
        return unseen;
    }

    private static Checksum sum(byte[] bytes, int length, int piece) {
        var digest = Checksum.Kind.APK.digest();
        for (int at = 0; at < length; at += piece) {
            digest.update(bytes, at, Math.min(piece, length - at));
        }
        return new Checksum(Checksum.Kind.APK, HexFormat.of().formatHex(digest.digest()));
    }
}
