package io.micromirror.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories of images, whole and with one thing wrong at a time. */
final class ImagesProofTest {
    private static final String ASIDE = "rm -f $STAGED/*.iso $STAGED/*.img;";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        Sandbox.make("make-images", made);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            gnu → :                                          → Whole
            gnu → rm $LIVE/*                                 → Missing gnu/desktop.iso gnu/live server.iso gnu/wsl.img
            gnu → : > $LIVE/wsl.img                          → Whole
            gnu → rm $STAGED/*                               → Broken gnu/* has no list of checksums.
            gnu → echo '<html>' > $STAGED/SHA256SUMS         → Broken gnu/SHA256SUMS has the line '<html>', which is no checksum and name.
            gnu → truncate -s 70 $STAGED/SHA256SUMS          → Missing gnu/desk
            gnu → truncate -s 50 $STAGED/SHA512SUMS   → Broken gnu/SHA512SUMS has the line
            gnu → sed -i 's|.desktop|../x|' $STAGED/SHA256SUMS → Broken gnu/SHA256SUMS
            gnu → rm $STAGED/*.gpg                           → Whole
            fedora → :                                       → Whole
            fedora → truncate -s +1 $LIVE/*dvd.iso           → Missing fedora/Fedora-Server-dvd.iso
            fedora → rm $LIVE/*netinst.iso                   → Missing fedora/Fedora-Server-netinst.iso
            fedora → sed -i '/BEGIN.PGP.SIGNATURE/,$d' $STAGED/*CHECKSUM → Broken fedora/Fedora-Server-40-1.14-x86_64-CHECKSUM ends before its signature does.
            fedora → sed -i 's|(Fed|(../Fed|' $STAGED/*CHECKSUM → Broken fedora/Fedora-Server-40-1.14-x86_64-CHECKSUM names '../Fedora
            """)
    void oneThingWrong(String group, String mutation, String expected) {
        assertThat(Sandbox.words(directory(group).after(ASIDE + mutation).first()))
                .startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "→", quoteCharacter = '`', textBlock = """
            :                                                → Whole
            rm $LIVE/*.img                                   → Missing gnu/wsl.img
            rm $STAGED/*.gpg                                 → Broken gnu/SHA256SUMS.gpg is absent, and it was there before.
            """)
    void afterAnOlderGroup(String mutation, String expected) {
        String older = "cp -a $TREE/old/. $LIVE/;";

        assertThat(Sandbox.words(
                        directory("gnu").after(ASIDE + older + mutation).next()))
                .startsWith(expected);
    }

    @Test
    void whatIsServedIsNotFollowedAgain() {
        assertThat(directory("gnu").after(ASIDE + "rm $LIVE/*.iso").next()).isEqualTo(new Proof.Whole());
    }

    private Sandbox directory(String group) {
        return Sandbox.of(made, folder, "images", group, group);
    }
}
