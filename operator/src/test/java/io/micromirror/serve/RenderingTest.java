package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.check.OwnIpv6;
import io.micromirror.sync.StorageStatus;
import io.micromirror.traffic.Published;
import io.micromirror.traffic.TrafficReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A site and its state, whole: {@code <case>/site.json} and {@code status.json} → {@code <case>/out/}, where every tree but
 * Fedora's is there. {@code -Dgolden.write} writes the latter; the difference is read like code.
 */
class RenderingTest {
    private static final Path CASES = Path.of("src/test/resources/RenderingTest");

    private static final Certificate CERTIFICATE =
            new Certificate("0123456789ab", List.of("ohioix.mm.example.net"), Instant.EPOCH, Instant.EPOCH);

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return List.copyOf(folders.sorted().toList()).stream();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Whoever has https says what comes of it over IPv6 as well. */
    private static Optional<OwnIpv6> ipv6(Site site) {
        return Optional.ofNullable(site.https())
                .map(_ -> new OwnIpv6(
                        true, List.of(new OwnIpv6.Port("http", null), new OwnIpv6.Port("https", "Refused"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void siteAndStateBecomeTheseFiles(Path folder) throws IOException {
        Site site = Site.parse(Files.readString(folder.resolve("site.json")));
        StorageStatus status = StorageStatus.parse(Files.readString(folder.resolve("status.json")));
        Optional<TrafficReport> traffic =
                Published.parse(read(folder.resolve("totals.json"))).map(Published::report);
        Optional<Judged> judged = SiteVerdicts.parse(read(folder.resolve("verdicts.json")))
                .map(verdicts -> new Judged(verdicts, Instant.parse("2026-01-01T11:59:50Z")));
        Rendering rendering = Rendering.of(
                site,
                status,
                new Rendering.Surroundings(
                        Places.POD,
                        true,
                        path -> !path.equals("fedora"),
                        Optional.of(CERTIFICATE),
                        traffic,
                        judged,
                        Instant.parse("2026-01-01T12:00:00Z")));
        Map<String, String> files = new TreeMap<>(rendering.pages());
        files.put("nginx.conf", rendering.nginx());
        files.put("rsyncd.conf", rendering.rsyncd());
        files.put(
                "status.json",
                Rendering.status(
                        site,
                        status,
                        new Rendering.Box(
                                new ServingReport("a", "b", "c", null, null, null, null),
                                new Space(4_000_000_000_000L, 1_500_000_000_000L),
                                ipv6(site),
                                traffic,
                                judged.map(Judged::verdicts).orElse(new SiteVerdicts(null)),
                                SiteSightings.parse(read(folder.resolve("observed.json"))),
                                Optional.empty())));

        Path out = folder.resolve("out");
        if (System.getProperty("golden.write") != null) {
            Files.createDirectories(out);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(out.resolve(file.getKey()), file.getValue());
            }
        }
        try (Stream<Path> golden = Files.list(out)) {
            assertThat(golden.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(files.keySet());
        }
        files.forEach((name, text) -> assertThat(out.resolve(name)).hasContent(text));
    }
}
