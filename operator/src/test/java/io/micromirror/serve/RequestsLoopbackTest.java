package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of requests.txt against a real nginx: what checkers demand, and what nobody shall get. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsLoopbackTest {
    private static final Path TABLE = Path.of("src/test/resources/RequestsLoopbackTest/requests.txt");
    private static final Pattern REPEATED = Pattern.compile("\\{(.)\\*(\\d+)}");

    private Pod pod;

    @BeforeAll
    void serve(@TempDir Path folder) throws IOException {
        pod = new Pod(folder);
        for (String name : List.of(
                "debian/pool/a_1+b~c.deb",
                "debian/pool/.~tmp~/half.deb",
                "debian/.~tmp~/half",
                "debian/.trace/box",
                "debian/.manifest",
                "debian/dists/stable/InRelease",
                "debian/dists/stable/Release.gpg",
                "debian/web/index.html",
                "debian/odd/a?b#c d%e.txt",
                "debian/odd/<script>alert(1)</script>.txt",
                "debian/odd/ünï.txt",
                "debian/types/x.rpm",
                "debian/types/x.iso",
                "debian/types/x.zst",
                "debian/types/x.xz",
                "debian/types/x.gz",
                "debian/types/x.bz2",
                "debian/types/x.asc",
                "debian/types/x.sig",
                "debian/types/x.db",
                "debian/types/x.pkg.tar.zst",
                "debian/types/x.html",
                "debian/types/x.json",
                "debian/types/x.torrent",
                "debian/types/x.jar",
                "debian/types/x.apk",
                "debian/types/x.txt",
                "fdroid/repo/index.jar",
                "unclaimed/README",
                ".micromirror/secret.txt",
                "README-of-the-box")) {
            pod.offer(name, "0123456789");
        }
        Path unreleased = pod.offer("debian/unreleased", "not yet");
        Files.setPosixFilePermissions(unreleased, java.util.Set.of());
        pod.give(Files.createSymbolicLink(pod.places.storage().resolve("debian/inside"), Path.of("pool/a_1+b~c.deb")));
        pod.give(Files.createSymbolicLink(pod.places.storage().resolve("debian/outside"), Path.of("/etc/passwd")));
        pod.give(Files.createSymbolicLink(pod.places.storage().resolve("debian/above"), Path.of("/etc")));
        big(pod.offer("debian/big.iso", ""));
        pod.want(pod.site("Ohio IX", Pod.project("debian", "pub/debian"), Pod.project("fdroid/repo")));
        pod.upkeep().round();
        pod.start();
    }

    /** 5 GiB that take no space. */
    private static void big(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position((5L << 30) - 4).write(java.nio.ByteBuffer.wrap(new byte[] {'l', 'a', 's', 't'}));
        }
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(Pod.MODIFIED));
    }

    @AfterAll
    void stop() {
        pod.close();
    }

    static Stream<String> requests() throws IOException {
        List<String> lines = Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(100);
        return lines.stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isAnsweredSo(String line) throws IOException {
        List<String> cells = Stream.of(line.split(" \\| ")).map(String::strip).toList();
        String answer = pod.raw(request(cells.getFirst()));

        assertThat(answer.lines().findFirst().orElse("closed")).contains(cells.get(1));
        for (String mark : cells.subList(2, cells.size())) {
            if (mark.startsWith("!")) {
                assertThat(answer).doesNotContain(mark.substring(1));
            } else {
                assertThat(answer).contains(mark.replace("\\r", "\r").replace("\\n", "\n"));
            }
        }
        assertThat(answer).doesNotContain("root:").doesNotContain("nginx/");
    }

    /** {@code METHOD TARGET; HEADER; …} as it goes over the wire. */
    private static String request(String cell) {
        List<String> parts = List.of(cell.split("; "));
        String first = parts.getFirst().contains(" HTTP/") ? parts.getFirst() : parts.getFirst() + " HTTP/1.1";
        String host = cell.contains("Host:") ? "" : "Host: box.example.net\r\n";
        String request = first + "\r\n" + host
                + parts.stream().skip(1).map(header -> header + "\r\n").reduce("", String::concat)
                + "Connection: close\r\n\r\n";
        return REPEATED.matcher(request)
                .replaceAll((MatchResult found) -> found.group(1).repeat(Integer.parseInt(found.group(2))))
                .replace("\\0", "\0")
                .replace("\\t", "\t");
    }
}
