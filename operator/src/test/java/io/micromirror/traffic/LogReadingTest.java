package io.micromirror.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micromirror.traffic.Summary.KeyCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.datasketches.hll.HllSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole logs: packed or not, by one thread or several, with all files or the heaviest. */
class LogReadingTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 16);
    private static final int FILES = 3_000;
    private static final int LINES = 60_000;

    @TempDir
    private Path folder;

    @Test
    void countsEveryByteWhoeverReads() throws IOException {
        Path log = Files.writeString(folder.resolve("access.log"), lines());

        Summary one = read(1, Integer.MAX_VALUE, log);
        Summary several = read(4, Integer.MAX_VALUE, log);

        assertThat(one.bytes()).isEqualTo(sent());
        assertThat(one.lines()).isEqualTo(LINES);
        assertThat(one.unread()).isZero();
        assertThat(several).usingRecursiveComparison().ignoringFields("days").isEqualTo(one);
        assertThat(several.days().keySet()).isEqualTo(one.days().keySet());
        one.days()
                .forEach((day, counts) ->
                        assertThat(several.days().get(day).keys()).isEqualTo(counts.keys()));
    }

    @Test
    void readsWhatIsPacked() throws Exception {
        Path plain = Files.writeString(folder.resolve("access.log"), lines());
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(gzip)) {
            packed.write(Files.readAllBytes(plain));
        }
        Path gz = Files.write(folder.resolve("packed.gz"), gzip.toByteArray());
        Path zst = folder.resolve("packed.zst");
        Process zstd = new ProcessBuilder("zstd", "-q", plain.toString(), "-o", zst.toString()).start();
        assertThat(zstd.waitFor()).isZero();

        Summary expected = read(1, Integer.MAX_VALUE, plain);

        assertThat(read(2, Integer.MAX_VALUE, gz).files()).isEqualTo(expected.files());
        assertThat(read(2, Integer.MAX_VALUE, zst).files()).isEqualTo(expected.files());
    }

    /** Else which of them is told depends on which thread came first. */
    @Test
    void ofFilesThatAreAsHeavyTheFirstByNameAreTold() throws IOException {
        List<String> names = new ArrayList<>(IntStream.range(0, 2_000)
                .mapToObj("debian/pool/main/f/f_%04d_amd64.deb"::formatted)
                .toList());
        List<String> first = List.copyOf(names.subList(0, 500));
        Collections.shuffle(names, new Random(7));
        Path log = Files.writeString(
                folder.resolve("access.log"),
                names.stream()
                        .map(name ->
                                "192.0.2.1 - - [16/Nov/2026:10:00:00 +0000] \"GET /%s HTTP/1.1\" 200 1000 \"-\" \"curl\"\n"
                                        .formatted(name))
                        .collect(Collectors.joining()));

        assertThat(read(1, Integer.MAX_VALUE, log).files())
                .extracting(Summary.FileCount::path)
                .isEqualTo(first);
    }

    @Test
    void countsDistinctFilesOfEachDayAndOfAll() throws IOException {
        Path log = Files.writeString(folder.resolve("access.log"), lines());

        Summary summary = read(2, Integer.MAX_VALUE, log);

        assertThat(summary.stored().stream().mapToLong(Summary.Stored::files).sum())
                .isEqualTo(distinct(0, LINES));
        for (int day = 0; day < 3; day++) {
            Summary.Day counted = summary.days().get(FIRST.plusDays(day));
            long exact = distinct(LINES / 3 * day, LINES / 3 * (day + 1));
            assertThat(counted.keys().stream().mapToLong(KeyCount::files).sum()).isEqualTo(exact);
            double sketched = HllSketch.heapify(Base64.getDecoder()
                            .decode(counted.projects().get("debian").distinct()))
                    .getEstimate();
            assertThat(sketched).isCloseTo((double) exact, within(0.1 * exact));
        }
    }

    @Test
    void keepsTheHeaviestFilesWithinTheErrorThatItTells() throws IOException {
        Path log = Files.writeString(folder.resolve("access.log"), lines());

        Summary all = read(1, Integer.MAX_VALUE, log);
        Summary some = read(1, 16_384, log);
        Summary few = read(1, 1, log);

        assertThat(some.files()).isEqualTo(all.files());
        assertThat(few.error()).isPositive();
        assertThat(few.bytes()).isEqualTo(all.bytes());
        few.files().forEach(file -> {
            long exact = all.files().stream()
                    .filter(other -> other.path().equals(file.path()))
                    .mapToLong(Summary.FileCount::bytes)
                    .findFirst()
                    .orElse(file.bytes());
            assertThat(file.bytes()).isBetween(exact - few.error(), exact);
        });
        long lightest = few.error() + few.files().getLast().bytes();
        assertThat(all.files().stream().filter(file -> file.bytes() > lightest).map(Summary.FileCount::path))
                .isNotEmpty()
                .isSubsetOf(few.files().stream().map(Summary.FileCount::path).toList());
    }

    @Test
    void leavesOutWhatIsNoLineAndCountsIt() throws IOException {
        String line = line(0);
        byte[] noise = new byte[40_000];
        new Random(1).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = noise[i] == '\n' ? 0 : noise[i];
        }
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        log.write(line.getBytes(StandardCharsets.UTF_8));
        log.write("x".repeat(2_500_000).getBytes(StandardCharsets.UTF_8));
        log.write('\n');
        log.write(line.getBytes(StandardCharsets.UTF_8));
        log.write(noise);
        log.write('\n');
        log.write(line.replace("/debian/", "/debian/" + "y".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8));
        log.write(line.strip().getBytes(StandardCharsets.UTF_8));

        Summary summary = read(2, Integer.MAX_VALUE, Files.write(folder.resolve("access.log"), log.toByteArray()));

        assertThat(summary.lines()).isEqualTo(6);
        assertThat(summary.unread()).isEqualTo(2);
        assertThat(summary.files())
                .singleElement()
                .satisfies(file -> assertThat(file.requests()).isEqualTo(3));
    }

    @Test
    void findsRotatedLogsTheOldestFirst() throws IOException {
        for (String name : List.of("access.log", "access.log.1", "access.log.2.gz", "access.log.10.gz", "other.log")) {
            Files.createFile(folder.resolve(name));
        }

        List<Path> found = LogFiles.find(List.of(folder.resolve("access.log*").toString()));

        assertThat(found)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("access.log.10.gz", "access.log.2.gz", "access.log.1", "access.log");
    }

    @Test
    void keepsNoAddress() throws IOException {
        Path log = Files.writeString(folder.resolve("access.log"), lines());

        String summary = Json.writeForPeople(read(1, Integer.MAX_VALUE, log));

        assertThat(summary).doesNotContain("192.0.2").doesNotContain("2001:db8");
    }

    private static Summary read(int threads, int most, Path log) throws IOException {
        Account account = new Account(new Attribution(Catalogue.shipped()), most);
        new LogReading(account, threads).read(List.of(log));
        return SummaryMaker.of(account, "");
    }

    private static String lines() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            lines.append(line(i));
        }
        return lines.toString();
    }

    private static String line(int i) {
        return "%s - - [%d/Nov/2026:10:00:00 +0000] \"GET /debian/pool/main/f/f_%d_amd64.deb HTTP/1.1\" 200 %d \"-\" \"curl\"\n"
                .formatted(i % 3 == 0 ? "2001:db8::1" : "192.0.2.1", 16 + i / (LINES / 3), file(i), size(file(i)));
    }

    /** Few files are asked for often. */
    private static int file(int i) {
        long random = new SplittableRandom(i).nextInt(FILES);
        return (int) (random * random * random / FILES / FILES);
    }

    private static long size(int file) {
        return 1_000 + file % 97 * 1_000L;
    }

    private static long sent() {
        return IntStream.range(0, LINES).mapToLong(i -> size(file(i))).sum();
    }

    private static long distinct(int from, int to) {
        return IntStream.range(from, to).map(LogReadingTest::file).distinct().count();
    }
}
