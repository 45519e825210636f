package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command over real connections, with boxes that do well beside boxes that do anything else. */
class StatusCommandLoopbackTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final int LONG = 1000;
    private static final String GOOD = """
            {"hostname": "good.example.net", "serving": {"live": "a"}, "storage": {"size": 4000000000000, "free": 1500000000000},
             "projects": [
              {"project": "debian", "title": "Debian", "path": "debian", "outcome": "Updated", "published": "2026-01-01T10:00:00Z",
               "succeeded": "2026-01-01T09:00:00Z", "size": {"logical": 1200000000000},
               "verdict": {"level": "OK", "checker": "dmt", "reason": "Ok"}},
              {"project": "gimp", "title": "GIMP", "path": "gimp", "outcome": "Unchanged", "published": "2026-01-01T10:00:00Z",
               "succeeded": "2026-01-01T11:00:00Z"}],
             "traffic": {"month": {"since": "2025-12-02T12:00:00Z", "bytes": 98700000000000, "rate95": 105000000}}}
            """;
    private static final String TROUBLED = """
            {"hostname": "bad.example.net", "projects": [
              {"project": "debian", "outcome": "Unreachable", "reason": "Nobody answers.", "published": "2026-01-01T10:00:00Z",
               "verdict": {"level": "DROPPED", "checker": "dmt", "reason": "TooOld"}},
              {"project": "fedora", "outcome": "Stopped"}, 7, {"project": 7}],
             "firstSyncs": [{"project": "fedora", "percent": 12}]}
            """;

    @TempDir
    private Path folder;

    private final Boxes boxes = new Boxes();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() throws IOException {
        boxes.close();
    }

    private int run(boolean terminal, String... arguments) {
        return new CommandLine(new StatusCommand(NOON, terminal))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** With so much time that whoever answers at all is heard. */
    private int patient(String... arguments) {
        return run(
                false,
                Stream.concat(Stream.of("--patience=120"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String host(String address) {
        return address.replaceAll("http://|/$", "");
    }

    @Test
    void goodFleetIsATableAndEndsWithZero() throws IOException {
        String one = boxes.add(Boxes.saying(GOOD));

        int exit = patient(one);

        assertThat(out.toString())
                .isEqualTo("""
                MIRROR%1$s  STATE  PROJECTS  CHECKERS SAY  OLDEST SYNC  FREE    SENT IN 30 DAYS
                %2$s  OK     2         1 OK          3 hours      1.5 TB  98.7 TB
                1 mirror: 1 OK; 98.7 TB sent in 30 days.
                """.formatted(" ".repeat(host(one).length() - "MIRROR".length()), host(one)));
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
    }

    @Test
    void whatIsWrongStandsBelowTheMirror() throws IOException {
        String bad = boxes.add(Boxes.saying("200 OK", "Date: Fri, 02 Jan 2026 13:00:00 GMT\r\n", TROUBLED));

        assertThat(patient(bad)).isEqualTo(1);

        assertThat(out.toString())
                .contains("TROUBLE  1 of 2    1 DROPPED")
                .contains(
                        "  debian: DROPPED by dmt, TooOld",
                        "  debian: Unreachable, Nobody answers.",
                        "  fedora: first sync, 12 %",
                        "  and 1 more; see ");
        assertThat(patient("--json", bad)).isEqualTo(1);
        assertThat(out.toString()).contains("its clock is 25 hours ahead of ours");
    }

    @Test
    void releaseThatABoxFellBackFromIsTold() throws IOException {
        String update = """
                "update": {"running": "6", "of": "7", "state": "%s", "why": "the box did not serve with k3s 2"}, "projects":""";

        String fine = boxes.add(Boxes.saying(GOOD.replace("\"projects\":", update.formatted("halted"))));
        assertThat(patient(fine)).isZero();
        String back = boxes.add(Boxes.saying(GOOD.replace("\"projects\":", update.formatted("fell-back"))));
        assertThat(patient(back)).isEqualTo(1);

        assertThat(out.toString()).containsOnlyOnce("  fell back from release 7: the box did not serve with k3s 2\n");
    }

    @Test
    void strangersDoNoHarmToTheOthersAndGetASentenceEach() throws IOException {
        String good = boxes.add(Boxes.saying(GOOD));
        List<String> bad = List.of(
                boxes.nobody(),
                boxes.add(Boxes.saying("404 Not Found", "", "no")),
                boxes.add(Boxes.saying("302 Found", "Location: https://elsewhere.example.net/\r\n", "")),
                boxes.add(endless()),
                boxes.add(Boxes.saying("200 OK", "", "x".repeat(Inquiry.LARGEST + 1))),
                boxes.add(Boxes.saying(GOOD.substring(0, 300))),
                boxes.add(cut()),
                boxes.add(Boxes.saying("<html>hello</html>")),
                boxes.add(Boxes.saying("{\"version\": 2, \"mirror\": {}}")),
                boxes.add(Boxes.saying("[".repeat(5000))),
                boxes.add(out -> out.write("SSH-2.0-OpenSSH\r\n\r\n".getBytes(StandardCharsets.US_ASCII))));

        assertThat(patient(Stream.concat(bad.stream(), Stream.of(good)).toArray(String[]::new)))
                .isEqualTo(1);

        List<String> lines = out.toString().lines().toList();
        List<String> reasons = List.of(
                "refused the connection",
                "answers 404 for " + bad.get(1) + "status.json",
                "redirects to https://elsewhere.example.net/, which no mirror of ours does",
                "its status.json is larger than 1 MB",
                "its status.json is larger than 1 MB",
                "its status.json cannot be read: ",
                "broke off: ",
                "its status.json cannot be read: ",
                "its status.json is of another version, or no mirror's: it names no host and projects",
                "its status.json cannot be read: ",
                "broke off: ");
        for (int i = 0; i < bad.size(); i++) {
            assertThat(lines.get(1 + 2 * i)).startsWith(host(bad.get(i))).contains("DOWN");
            assertThat(lines.get(2 + 2 * i)).as(bad.get(i)).startsWith("  " + reasons.get(i));
        }
        assertThat(lines.get(1 + 2 * bad.size())).startsWith(host(good)).contains("  OK  ");
        assertThat(lines.getLast()).isEqualTo("12 mirrors: 1 OK, 11 DOWN; 98.7 TB sent in 30 days.");
    }

    /** A gigabyte, of which nobody says before how much it is. */
    private static Boxes.Manner endless() {
        return out -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + "[".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < (1 << 30) / 0x10000; i++) {
                out.write(chunk);
            }
        };
    }

    private static Boxes.Manner cut() {
        return out -> out.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"hostname\":".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whoIsSilentOrSlowIsNotWaitedForInTurn() throws IOException {
        String[] addresses = new String[LONG / 10];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = i % 2 == 0
                    ? boxes.add(out -> Thread.sleep(Duration.ofHours(1)))
                    : boxes.add(drop -> {
                        drop.write(
                                "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        for (int bytes = 0; bytes < 5000; bytes++) {
                            drop.write(' ');
                            drop.flush();
                            Thread.sleep(Duration.ofSeconds(1));
                        }
                    });
        }

        assertThat(run(
                        false,
                        Stream.concat(Stream.of("--patience=1"), Stream.of(addresses))
                                .toArray(String[]::new)))
                .isEqualTo(1);

        assertThat(out.toString())
                .contains("  did not answer in 1.0 s")
                .endsWith(addresses.length + " mirrors: " + addresses.length + " DOWN.\n");
    }

    @Test
    void wordsOfStrangersStayOnTheirLine() throws IOException {
        String evil = boxes.add(Boxes.saying("""
                {"hostname": "x", "projects": [{"project": "a\\u001b[2J\\nb\\u202ec", "published": "2026-01-01T10:00:00Z",
                 "outcome": "Failed", "reason": "%s"}]}
                """.formatted("long ".repeat(LONG))));

        patient(evil);

        assertThat(out.toString()).doesNotContain("\u001b", "\u202e").contains("  a [2J b c: Failed, long long");
        assertThat(out.toString().lines().toList()).hasSize(4).allMatch(line -> line.length() < 300);
    }

    @Test
    void coloursAreForTerminals() throws IOException {
        String one = boxes.add(Boxes.saying(GOOD));

        run(true, "--patience=120", one, boxes.nobody());

        assertThat(out.toString()).contains("\u001b[32mOK\u001b[0m    ").contains("\u001b[31mDOWN\u001b[0m  ");
    }

    @Test
    void jsonHasEachStatusWordForWord() throws IOException {
        String one = boxes.add(Boxes.saying(GOOD));

        assertThat(patient("--json", one, boxes.nobody())).isEqualTo(1);

        JsonNode all = new ObjectMapper().readTree(out.toString());
        assertThat(all.at("/mirrors/0/status")).isEqualTo(new ObjectMapper().readTree(GOOD));
        assertThat(all.at("/mirrors/0/state").asText()).isEqualTo("OK");
        assertThat(all.at("/mirrors/1/state").asText()).isEqualTo("DOWN");
        assertThat(all.at("/mirrors/1/notes/0").asText()).isEqualTo("refused the connection");
        assertThat(all.at("/mirrors/1/status").isMissingNode()).isTrue();
    }

    @Test
    void manifestsSayWhoIsAskedAndWhatIsMissing() throws IOException {
        String port = boxes.add(Boxes.saying(GOOD)).replaceAll(".*:|/", "");
        Files.createDirectories(folder.resolve("sites/one"));
        Files.createDirectories(folder.resolve("sites/two"));
        Files.writeString(folder.resolve("sites/one/node.yaml"), """
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata: {name: one}
                spec:
                  hostname: 127.0.0.1
                  http: {port: %s}
                  projects: [{name: debian}, {name: gimp}, {name: fedora}]
                """.formatted(port));
        Files.writeString(folder.resolve("sites/two/node.yaml"), "kind: MirrorNode\nmetadata: {name: tw");

        int exit = patient(folder.resolve("sites").toString());

        assertThat(out.toString().lines().toList())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("one     TROUBLE  2 of 3"))
                .contains("  fedora: not there yet");
        assertThat(err.toString())
                .startsWith("micromirror status: " + folder.resolve("sites/two/node.yaml") + " is not YAML: ");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void watchAsksAgainUntilItIsInterrupted() throws IOException, InterruptedException {
        String one = boxes.add(Boxes.saying(GOOD));

        Thread watch = Thread.ofVirtual().start(() -> run(true, "--patience=120", "--watch", "--every=0.01", one));
        await().atMost(Duration.ofMinutes(2)).until(() -> out.toString().split("\u001b\\[H", -1).length > 3);
        watch.interrupt();
        watch.join();

        assertThat(out.toString().lines().filter(line -> line.startsWith("1 mirror: 1 OK")))
                .hasSizeGreaterThan(2);
    }

    @Test
    void whatIsNeitherIsSaid() {
        assertThat(run(false, folder.resolve("nothing").toString())).isEqualTo(2);
        assertThat(err.toString().toLowerCase(Locale.ROOT)).contains("neither a folder of manifests nor an address");
        assertThat(run(false, folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no manifest of a MirrorNode in " + folder);
        assertThat(run(false, "--patience=0", "http://127.0.0.1/")).isEqualTo(2);
    }
}
