package io.micromirror.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command without a cluster, of a project of the catalogue on a real nginx. */
class CheckCommandTest {
    @TempDir
    private Path folder;

    private Box box;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void tree() throws IOException {
        box = new Box(folder);
        Files.createSymbolicLink(folder.resolve("mirror/p/archlinux"), folder.resolve("mirror/p"));
    }

    private int run(String... arguments) {
        return new CommandLine(new CheckCommand((_, _, _) -> List.of()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void freshMirrorIsOkAndEndsWithZero() throws IOException {
        box.write("mirror/p/lastsync", Long.toString(Instant.now().getEpochSecond()));
        try (Box running = box.start("")) {
            int exit = run("--url=http://127.0.0.1:" + running.port + "/p/", "--project=archlinux");

            assertThat(out.toString()).startsWith("PROJECT").contains("archlinux  archweb  OK       Ok");
            assertThat(exit).isZero();
        }
    }

    @Test
    void staleMirrorIsTooOldInJsonAndEndsWithOne() throws IOException {
        box.write("mirror/p/lastsync", "1700000000");
        try (Box running = box.start("")) {
            int exit = run("--url=http://127.0.0.1:" + running.port + "/p", "--project=archlinux", "--json");

            JsonNode verdict =
                    Json.MAPPER.readTree(out.toString()).path("verdicts").path(0);
            assertThat(exit).isEqualTo(1);
            assertThat(verdict.path("level").asText()).isEqualTo("DROPPED");
            assertThat(verdict.path("reason").asText()).isEqualTo("TooOld");
            assertThat(verdict.path("url").asText()).endsWith("/p/archlinux/lastsync");
        }
    }

    @Test
    void historySurvives() throws IOException {
        box.write("mirror/p/lastsync", Long.toString(Instant.now().getEpochSecond()));
        Path history = folder.resolve("history");
        try (Box running = box.start("")) {
            run("--url=http://127.0.0.1:" + running.port + "/p/", "--project=archlinux", "--history=" + history);
            run("--url=http://127.0.0.1:" + running.port + "/p/", "--project=archlinux", "--history=" + history);
        }
        History read = new HistoryFile(history, "archlinux").read();
        assertThat(read.samples().values())
                .allSatisfy(samples -> assertThat(samples).hasSize(2));
        Files.writeString(history.resolve("archlinux.json"), "\u0000garbage");
        assertThat(new HistoryFile(history, "archlinux").read()).isEqualTo(History.NONE);
    }

    @Test
    void whatIsNotKnownIsSaid() {
        assertThat(run("--url=http://127.0.0.1/", "--project=nope")).isEqualTo(2);
        assertThat(err.toString()).contains("The catalogue has no project nope");
        assertThat(run("--url=ftp://127.0.0.1/", "--project=archlinux")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }
}
