package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RsyncOutputTest {
    /** As rsync 3.5.0 wrote it. */
    @Test
    void countsWhatChanged() {
        assertThat(tally("""
                cd+++++++++|0|pool/
                >f+++++++++|2002480|pool/a.deb
                >f.st......|41|pool/new\\#012line
                hf+++++++++|0|pool/hard.deb
                cL+++++++++|0|pool/sym
                .f...p.....|0|pool/chmod
                .d..t......|0|pool/
                *deleting  |0|gone/x
                *deleting  |0|gone/

                Number of files: 12 (reg: 5, dir: 5, link: 2)
                Total bytes sent: 168
                Total bytes received: 20005538
                """)).isEqualTo(new Tally(20005538, 5, 2, 9));
    }

    @Test
    void aRunThatWasCutShortCountsWhatCame() {
        assertThat(tally(">f+++++++++|700|a\n>f+++++++++|70|b\n>f++++")).isEqualTo(new Tally(770, 2, 0, 2));
    }

    @Test
    void followsAFileOnItsWay() {
        RsyncOutput output = new RsyncOutput();
        output.accept("       20000004  99%  706.43MB/s    0:00:00 (xfr#2, to-chk=5/12)");

        assertThat(output.progress()).isEqualTo(20000004);
        assertThat(output.tally()).isEqualTo(Tally.NOTHING);
    }

    @Test
    void whatAnUpstreamMakesUpBreaksNothing() {
        assertThat(tally("Total bytes received: 99999999999999999999999\n>f+++++++++|" + "9".repeat(30) + "|a\n"
                        + "x".repeat(10_000) + "\n"))
                .isEqualTo(Tally.NOTHING);
    }

    @Test
    void sizesArePowersOfAThousand() {
        assertThat(List.of(Progress.size(999), Progress.size(1000), Progress.size(2_500_000_000L)))
                .containsExactly("999 bytes", "1.0 kB", "2.5 GB");
    }

    private static Tally tally(String text) {
        RsyncOutput output = new RsyncOutput();
        try {
            Lines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), output::accept);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return output.tally();
    }
}
