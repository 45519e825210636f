package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever bytes an index has, there is a proof, and no name in it leads out of the tree. Each case is an index made by the
 * real tools, damaged in many ways; what a checksum would catch first is given the checksum of the damaged bytes.
 */
final class HostileIndexesTest {
    /** More of them for a longer search: -Dhostile.tries=10000. */
    private static final int TRIES = Integer.getInteger("hostile.tries", 150);

    private static final List<String> NASTY = List.of(
            "../",
            "/",
            "\0",
            "\n",
            "\n\n",
            "-1",
            "99999999999999999999",
            "%",
            "<!DOCTYPE x>",
            "&x;",
            "<",
            ">",
            "\"",
            "{",
            "[",
            "]]>",
            "\\u0000",
            "\u00fc",
            "%FILENAME%\n",
            "Filename: /etc/passwd\n",
            " ",
            ":",
            "//////",
            "xxxxxxxxxxxxxxxx");

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() throws IOException {
        for (String layout : List.of("apt", "rpm", "arch", "alpine", "fdroid", "images")) {
            Sandbox.make("make-" + layout, Files.createDirectory(made.resolve(layout)));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            apt,    dists/stable/InRelease,                      InRelease
            apt,    dists/stable/Release,                        Release
            apt,    dists/stable/main/binary-amd64/Packages.gz,  Packages
            apt,    dists/stable/main/source/Sources.gz,         Sources
            apt,    dists/stable/main/source/Sources.zst,        Sources.zst
            apt,    dists/stable/main/source/Sources.xz,         Sources.xz
            rpm,    os/repodata/repomd.xml,                      repomd.xml
            rpm,    os/zst/*-primary.xml.zst,                    primary.xml
            arch,   core/os/x86_64/core.db,                      core.db
            arch,   core/os/tool-zst/core.db,                    packed.db
            alpine, main/x86_64/APKINDEX.tar.gz,                 APKINDEX.tar.gz
            fdroid, repo/entry.json,                             entry.json
            fdroid, repo/entry.jar,                              entry.jar
            fdroid, repo/index-v1.jar,                           index-v1.jar
            fdroid, repo/index-v2.json,                          index-v2.json
            images, gnu/SHA256SUMS,                              SHA256SUMS
            images, fedora/*CHECKSUM,                            X-CHECKSUM
            """)
    void alwaysGiveAProof(String layout, String template, String name) throws IOException {
        byte[] good = template(layout, template, name);
        Path staged = Files.createDirectories(folder.resolve("staged"));
        Path tree = Files.createDirectories(folder.resolve("tree"));

        LongStream.range(0, TRIES).forEach(seed -> {
            byte[] bad = damaged(good, new SplittableRandom(seed));
            Proof proof = proof(layout, name, bad, staged, tree);
            assertThat(isFine(proof)).as("%s, seed %d: %s", name, seed, proof).isTrue();
        });
    }

    private static Proof proof(String layout, String name, byte[] bytes, Path staged, Path tree) {
        try {
            Files.write(staged.resolve(name), bytes);
            if (layout.equals("apt") && !name.endsWith("Release")) {
                String sum =
                        Checksum.of(Checksum.Kind.SHA256, staged.resolve(name)).hex();
                Files.writeString(
                        staged.resolve("Release"),
                        "Date: today\nSHA256:\n %s %d %s\n".formatted(sum, bytes.length, name));
            } else if (name.equals("primary.xml")) {
                Files.writeString(
                        staged.resolve("repomd.xml"),
                        "<repomd><data type='primary'><location href='repodata/primary.xml'/></data></repomd>");
            } else if (name.equals("index-v2.json")) {
                Files.writeString(staged.resolve("entry.json"), "{\"index\":{\"name\":\"/index-v2.json\"}}");
            }
            return Proofs.of(layout, staged, "repodata", tree, Optional.empty());
        } catch (IOException trouble) {
            throw new AssertionError(trouble);
        }
    }

    /** A sentence of our own, not what an unforeseen exception said; and no name but below the tree. */
    private static boolean isFine(Proof proof) {
        return switch (proof) {
            case Proof.Whole _ -> true;
            case Proof.Broken(String why) ->
                !why.contains("cannot be proved") && !why.contains("\n") && why.length() < 700;
            case Proof.Missing(List<String> paths) ->
                paths.stream()
                        .noneMatch(path -> path.startsWith("/")
                                || Arrays.asList(path.split("/", -1)).contains("..")
                                || path.chars().anyMatch(Character::isISOControl));
        };
    }

    /** What the real tools made, unpacked where the name to be written says so. */
    private static byte[] template(String layout, String pattern, String name) throws IOException {
        Path directory = made.resolve(layout).resolve(pattern).getParent();
        try (var files = Files.newDirectoryStream(
                directory, Path.of(pattern).getFileName().toString())) {
            Path file = files.iterator().next();
            boolean packed =
                    name.endsWith(".zst") || name.endsWith(".xz") || name.startsWith("packed") || name.endsWith("jar");
            if (packed) {
                return Files.readAllBytes(file);
            }
            try (Unpacked in = Unpacked.open(file, name, Unpacked.GENEROUS)) {
                return in.readAllBytes();
            }
        }
    }

    private static byte[] damaged(byte[] good, SplittableRandom random) {
        byte[] bytes = good;
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = damagedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] damagedOnce(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + random.nextInt(60));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(bytes, at, end, new byte[0]);
            case 2 ->
                joined(bytes, at, at, NASTY.get(random.nextInt(NASTY.size())).getBytes(StandardCharsets.UTF_8));
            case 3 -> joined(bytes, at, end, Arrays.copyOfRange(bytes, random.nextInt(at + 1), at));
            default -> joined(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
        };
    }

    private static byte[] joined(byte[] bytes, int from, int to, byte[] instead) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, from);
        joined.writeBytes(instead);
        joined.write(bytes, to, bytes.length - to);
        return joined.toByteArray();
    }
}
