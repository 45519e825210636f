package io.micromirror.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Most of a mirror's traffic is a small part of it: logs with the skew that was published for mirror.fcix.net (60 to 70 % of
 * the bytes from the hottest 3 of 40 TB; two thirds from 3 of 50 TB) give the working-set curve that follows from it, where
 * the share of the top part x is x^(1-skew).
 */
class ThesisTest {
    private static final long FILE = 1_000_000_000;
    private static final long TERABYTE = 1_000_000_000_000L;
    private static final int LINES = 400_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "40, 0.80, 0.48, 0.55, 0.64, 0.73",
        "40, 0.83, 0.54, 0.61, 0.68, 0.77",
        "40, 0.862, 0.60, 0.66, 0.73, 0.80",
        "50, 0.856, 0.57, 0.63, 0.69, 0.77"
    })
    void theCurveHasThePublishedShares(int terabytes, double skew, double one, double two, double four, double eight)
            throws IOException {
        Path log = folder.resolve("access.log");
        write(log, terabytes, skew);
        Account account = new Account(new Attribution(Catalogue.shipped()), Integer.MAX_VALUE);

        new LogReading(account, 2).read(List.of(log));

        List<Summary.CurvePoint> curve = SummaryMaker.of(account, "").curve();
        assertThat(curve.getLast().size()).isEqualTo(terabytes * TERABYTE);
        assertThat(WorkingSet.shareOf(curve, TERABYTE)).isCloseTo(one, within(0.01));
        assertThat(WorkingSet.shareOf(curve, 2 * TERABYTE)).isCloseTo(two, within(0.01));
        assertThat(WorkingSet.shareOf(curve, 4 * TERABYTE)).isCloseTo(four, within(0.01));
        assertThat(WorkingSet.shareOf(curve, 8 * TERABYTE)).isCloseTo(eight, within(0.01));
        assertThat(WorkingSet.sizeOf(curve, WorkingSet.shareOf(curve, 3 * TERABYTE)))
                .isCloseTo(3 * TERABYTE, within(TERABYTE / 50));
    }

    /** Files of a gigabyte, each fetched whole as often as its rank asks for. */
    private static void write(Path log, int terabytes, double skew) throws IOException {
        int files = terabytes * 1_000;
        try (BufferedWriter out = Files.newBufferedWriter(log)) {
            long told = 0;
            for (int rank = 1; rank <= files; rank++) {
                long until = Math.round(Math.pow((double) rank / files, 1 - skew) * LINES);
                for (; told < until; told++) {
                    out.write(
                            "4 1763888400.000 200 " + FILE + " \"GET /debian/pool/f" + rank + " HTTP/1.1\" \"curl\"\n");
                }
            }
        }
    }
}
