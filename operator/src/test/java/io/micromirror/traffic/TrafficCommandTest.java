package io.micromirror.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.datasketches.hll.HllSketch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person gets: table, page, CSV, JSON, and one report of many summaries. */
class TrafficCommandTest {
    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int day = 16; day <= 19; day++) {
            for (int file = 0; file < 40; file++) {
                String path = file % 2 == 0
                        ? "/debian/pool/main/a/a_" + file + "_amd64.deb"
                        : "/fedora/linux/updates/43/Everything/x86_64/Packages/a/a-" + file + ".x86_64.rpm";
                int bytes = day >= 18 && file % 2 == 0 ? 3_000 : 1_000;
                lines.append(line(day, path, 200, bytes));
            }
            lines.append(line(day, "/nothing/<script>alert(1)</script>", 404, 153));
        }
        log = Files.writeString(folder.resolve("access.log"), lines);
    }

    private static String line(int day, String path, int status, int bytes) {
        return "192.0.2.1 - - [%d/Nov/2026:10:00:00 +0000] \"GET %s HTTP/1.1\" %d %d \"-\" \"curl/8\"\n"
                .formatted(day, path, status, bytes);
    }

    @Test
    void printsATable() {
        assertThat(run(log.toString()))
                .contains("2026-11-16 to 2026-11-19: 241 kB sent in 164  requests".replace("  ", " "))
                .containsPattern("debian +80 +160 kB +66.5 %")
                .containsPattern("fedora 43 +80 +80.0 kB +33.2 %")
                .containsPattern("HOTTER.*\\ndebian +20.0 kB +60.0 kB")
                .containsPattern("nothing/<script>alert\\(1\\)</script> +4\\n")
                .doesNotContain("192.0.2.1");
    }

    @Test
    void writesAPageThatNeedsNothingElse() throws IOException {
        Path page = folder.resolve("report.html");

        run("--html", page.toString(), log.toString());

        assertThat(Files.readString(page))
                .contains("<svg", "prefers-color-scheme: dark", "@media print", "fedora 43")
                .contains("nothing/&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script", "http://", "https://", "url(");
    }

    @Test
    void writesEveryCounter() {
        assertThat(run("--csv", log.toString()))
                .contains("2026-11-16,debian,-,amd64,package,20,20000,0,0,20,20000\r\n")
                .contains("2026-11-18,fedora,43,x86_64,package,20,20000,0,0,20,20000\r\n");
        assertThat(run("--json", log.toString())).contains("\"name\" : \"debian\"");
    }

    @Test
    void mergesDaysAndNodes() throws IOException {
        Path one = folder.resolve("one.summary");
        Path two = folder.resolve("two.summary");
        Path both = folder.resolve("both.summary");
        run("--node", "one", "--summary", one.toString(), log.toString());
        run("--node", "two", "--summary", two.toString(), log.toString());

        run(
                "merge",
                "--summary",
                both.toString(),
                folder.resolve("*o*e.summary").toString(),
                two.toString());

        Summary single = Json.read(one);
        Summary merged = Json.read(both);
        assertThat(merged.bytes()).isEqualTo(2 * single.bytes());
        assertThat(merged.files().getFirst().bytes())
                .isEqualTo(2 * single.files().getFirst().bytes());
        assertThat(merged.stored()).isEqualTo(single.stored());
        // The same files on both nodes are not twice as many.
        String sketch =
                merged.days().firstEntry().getValue().projects().get("debian").distinct();
        assertThat(HllSketch.heapify(Base64.getDecoder().decode(sketch)).getEstimate())
                .isCloseTo(20, within(0.5));
    }

    @Test
    void saysWhatItCannotRead() {
        assertThat(run(folder.resolve("none.log").toString())).contains("none.log is no file that can be read");
    }

    private static String run(String... arguments) {
        StringWriter said = new StringWriter();
        new CommandLine(new TrafficCommand())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(arguments);
        return said.toString();
    }
}
