package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SyncCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void exitsByOutcomeAndWritesTheSameResultTwice() throws IOException {
        Box box = new Box(folder);
        box.offer("a", "x");
        try (RsyncDaemon daemon = RsyncDaemon.offering(box.upstream(), folder)) {
            assertThat(run(box, box.plan(Layout.PLAIN, daemon.url("tree/")))).isZero();
            assertThat(run(box, box.plan(Layout.PLAIN, daemon.url("tree/")))).isZero();
            assertThat(run(box, box.plan(Layout.PLAIN, daemon.url("nope/")))).isEqualTo(1);
        }
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("demo: Updated. 1 new or changed, 0 deleted, "));
        assertThat(SyncResult.parse(Files.readString(folder.resolve("message"))))
                .isPresent()
                .isEqualTo(box.state().result(Box.PROJECT));
    }

    @Test
    void aPlanThatCannotBeReadIsOneSentence() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), "{\"project\": \"x\", \"layout\": \"apt\"}");

        assertThat(execute("--plan", plan.toString())).isEqualTo(2);
        assertThat(execute("--plan", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("micromirror sync: the plan's path is absent; it must be relative to the storage and without"
                        + " '..', such as fedora or fdroid/repo");
    }

    private int run(Box box, SyncPlan plan) throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), plan.toJson());
        return execute(
                "--plan",
                file.toString(),
                "--storage",
                box.storage().toString(),
                "--result",
                folder.resolve("message").toString());
    }

    private int execute(String... arguments) {
        return new CommandLine(new SyncCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
