package io.micromirror.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is told of each line of a log: a file of lines for each distribution, and what is read in them beside it.
 * {@code -Dgolden.write} writes the latter.
 */
class AttributionTest {
    private static final Path FOLDER = Path.of("src/test/resources/AttributionTest");
    private static final Attribution ATTRIBUTION = new Attribution(Catalogue.shipped());

    static Stream<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".log")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("logs")
    void tellsWhoseFileWasAskedFor(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        String told = lines.stream().map(AttributionTest::told).collect(Collectors.joining("\n", "", "\n"));

        Path golden = Path.of(log.toString().replace(".log", ".txt"));
        if (System.getProperty("golden.write") != null) {
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
        assertThat(lines).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void everyProjectHasLines() throws IOException {
        List<String> names = logs().map(log -> log.getFileName().toString().replace(".log", ""))
                .toList();

        assertThat(names)
                .contains(
                        "fedora",
                        "epel",
                        "almalinux",
                        "rocky",
                        "centos-stream",
                        "ubuntu",
                        "ubuntu-releases",
                        "debian",
                        "raspbian",
                        "archlinux",
                        "manjaro",
                        "opensuse",
                        "alpine",
                        "fdroid",
                        "kali",
                        "videolan",
                        "tdf",
                        "gimp",
                        "kde",
                        "linuxmint-images");
    }

    private static String told(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + Words.PADDING);
        LogLine line = new LogLine();
        if (!line.read(padded, 0, bytes.length)) {
            return "no line: " + text;
        }
        AskedPath path = new AskedPath();
        boolean asked = line.pathTo > line.pathFrom && path.read(line.text, line.pathFrom, line.pathTo);
        Key key =
                asked ? ATTRIBUTION.of(path.text, path.from, path.to) : new Key(Key.NONE, Key.NONE, Key.NONE, Key.NONE);
        return String.format(
                Locale.ROOT,
                "%s %02d:%02d IPv%d %d %d B %s | %s | %s | %s | %s | %s",
                LocalDate.ofEpochDay(line.day),
                line.minute / 60,
                line.minute % 60,
                line.ipv6 ? 6 : 4,
                line.status,
                line.bytes,
                Client.ALL.get(new Client.Memory().of(line)).word(),
                key.project(),
                key.release(),
                key.architecture(),
                key.type(),
                asked ? new String(path.text, path.from, path.to - path.from, StandardCharsets.UTF_8) : "no path");
    }
}
