package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups signed by gpg in every way that projects sign, good and with one thing wrong at a time. */
final class SignatureCheckTest {
    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        Sandbox.make("make-signed", made);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            apt → :                                          → Whole
            apt → rm InRelease                               → Whole
            apt → rm Release.gpg                             → Whole
            apt → rm Release Release.gpg                     → Whole
            apt → rm InRelease Release.gpg                   → Broken group/Release is not signed.
            apt → rm *                                       → Broken group/Release is absent.
            apt → sed -i 's/ stable/ unstable/' InRelease    → Broken group/InRelease has a bad signature by key
            apt → sed -i 's/ stable/ unstable/' Release      → Broken group/Release has a bad signature by key
            apt → sed -i '/^Suite/s/$/  /' InRelease         → Whole
            apt → sed -i '/^Suite/s/^/ /' InRelease          → Broken group/InRelease has a bad signature by key
            apt → echo >> Release                            → Broken group/Release has a bad signature by key
            apt → cp Release.gpg.other Release.gpg           → Broken group/Release is signed by key
            apt → cat Release.gpg.other >> Release.gpg       → Whole
            apt → cp InRelease.sha1 InRelease                → Broken group/InRelease has a signature by key
            apt → cp InRelease.both InRelease                → Whole
            apt → : > Release.gpg                            → Broken group/Release has a signature file without a signature.
            apt → echo hello > Release.gpg                   → Broken
            apt → head -c 100 Release.gpg > x; mv x Release.gpg → Broken
            apt → head -c 2M /dev/zero > Release.gpg         → Broken group/Release.gpg is more than 1048576 bytes.
            apt → sed -i '/^Suite/s/^/-----BEGIN PGP SIGNATURE-----\\n/' InRelease → Broken
            rpm → :                                          → Whole
            rpm → rm repomd.xml.asc                          → Broken group/repomd.xml is not signed.
            rpm → echo >> repomd.xml                         → Broken group/repomd.xml has a bad signature by key
            arch → :                                         → Whole
            arch → rm core.db.sig                            → Broken group/core.db is not signed.
            arch → rm core.files.sig                         → Whole
            arch → cp core.db.sig core.files.sig             → Broken group/core.files has a bad signature by key
            images → :                                       → Whole
            images → rm SHA256SUMS.gpg                       → Broken group/SHA256SUMS is not signed.
            images → echo >> SHA256SUMS                      → Broken group/SHA256SUMS has a bad signature by key
            images → sed -i s/one.iso/two.iso/ X-CHECKSUM    → Broken group/X-CHECKSUM has a bad signature by key
            """)
    void aSignatureIsGoodOrPublishesNothing(String layout, String mutation, String expected) throws IOException {
        Sandbox.shell(
                folder,
                "cp -a \"$MADE\" staged && cd staged && " + mutation,
                "MADE",
                made.resolve(layout).toString());

        Proof proof = SignatureCheck.of(layout, folder.resolve("staged"), "group", keys());

        assertThat(Sandbox.words(proof)).startsWith(expected);
    }

    @Test
    void aBadSignatureNamesItsKey() throws IOException {
        Sandbox.shell(folder, "cp -a \"$MADE/rpm\" staged && echo >> staged/repomd.xml", "MADE", made.toString());

        assertThat(Sandbox.words(SignatureCheck.of("rpm", folder.resolve("staged"), "", keys())))
                .isEqualTo("Broken repomd.xml has a bad signature by key "
                        + Sandbox.read(made.resolve("key-id")).strip() + ".");
    }

    @Test
    void keysMustBeReadable() {
        assertThat(check(List.of())).isEqualTo("Broken the project has no public key that can be used.");
        assertThat(check(List.of("hello"))).isEqualTo("Broken the project has no public key that can be used.");
        assertThat(check(List.of("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n")))
                .startsWith("Broken ");
    }

    @Test
    void aRevokedKeyIsNone() throws IOException {
        assertThat(check(List.of(Sandbox.read(made.resolve("revoked.asc")))))
                .isEqualTo("Broken the project has no public key that can be used.");
    }

    @Test
    void aLayoutWithOtherSignaturesIsAMistakeOfTheCaller() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureCheck.of("alpine", folder, "", List.of()))
                .withMessageContaining("alpine");
    }

    private static String check(List<String> keys) {
        return Sandbox.words(SignatureCheck.of("rpm", made.resolve("rpm"), "", keys));
    }

    private static List<String> keys() throws IOException {
        return List.of(Files.readString(made.resolve("key.asc")));
    }
}
