package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micromirror.change.Lookout;
import io.micromirror.change.Marker;
import io.micromirror.change.Probe;
import io.micromirror.change.Sighting.Seen;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.RsyncDaemon;
import io.micromirror.sync.SyncCommand;
import io.micromirror.sync.SyncResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Each project of the catalogue, synced from a small tree of its real layout: its filters, releases, list of files and
 * change probe do what they say. In a stand-in's file {@code +} is carried, {@code ~} left out by the carry of the first
 * line, {@code -} always left out.
 */
class CatalogueLoopbackTest {
    private static final Path CATALOGUE = Path.of("../charts/micromirror/catalogue");
    private static final Path STAND_INS =
            Path.of("src/test/resources/CatalogueLoopbackTest").toAbsolutePath();

    @TempDir
    private static Path parts;

    @TempDir
    private Path folder;

    private Path upstream;
    private Path storage;
    private RsyncDaemon daemon;

    static List<String> projects() throws IOException {
        try (Stream<Path> files = Files.list(CATALOGUE)) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @BeforeEach
    void startUpstream() throws IOException {
        upstream = Files.createDirectory(folder.resolve("upstream"));
        storage = Files.createDirectory(folder.resolve("storage"));
        daemon = RsyncDaemon.offering(upstream, folder);
    }

    @AfterEach
    void stopUpstream() {
        daemon.close();
    }

    @ParameterizedTest
    @MethodSource("projects")
    void isMirroredAsItsEntrySays(String project) throws IOException {
        List<String> lines = Files.readAllLines(STAND_INS.resolve(project + ".txt"));
        make(project);
        String carry = lines.getFirst().startsWith("carry ") ? lines.getFirst().substring("carry ".length()) : null;
        if (carry != null) {
            NodeView narrow = view(project, carry);
            assertThat(sync(narrow).outcome()).isEqualTo(Outcome.UPDATED);
            assertPresent(narrow, lines, "+");
        }
        NodeView whole = view(project, null);

        SyncResult result = sync(whole);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.UPDATED);
        assertPresent(whole, lines, "+~");
        if (whole.carried().getFirst().project().fileList() != null) {
            assertThat(sync(whole).outcome()).isEqualTo(Outcome.UNCHANGED);
        }
        whole.carried().getFirst().probe().ifPresent(this::assertThatItSeesAPublish);
    }

    private void assertThatItSeesAPublish(Probe probe) {
        try (Lookout lookout = new Lookout()) {
            Marker before = ((Seen) lookout.look(probe)).marker();
            assertThat(((Seen) lookout.look(probe)).marker()).isEqualTo(before);

            String file = probe.files().getLast();
            String content = Files.readString(upstream.resolve(file));
            Files.writeString(
                    upstream.resolve(file), content.replace("01", "02").replace("[End]", "\n[End]") + " ");
            Files.setLastModifiedTime(
                    upstream.resolve(file), FileTime.from(Instant.now().plusSeconds(60)));

            assertThat(((Seen) lookout.look(probe)).marker().isNewerThan(before))
                    .isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertPresent(NodeView view, List<String> lines, String carried) {
        Carried project = view.carried().getFirst();
        Path tree = storage.resolve(project.project().path());
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            if (!words[0].matches("[-+~]")) {
                continue;
            }
            Path path = words[1].equals("suite")
                    ? tree.resolve("dists/" + words[2].split(",", 2)[0] + "/Release")
                    : words[1].equals("arch") ? tree.resolve(words[2] + ".db") : tree.resolve(words[2]);
            assertThat(Files.exists(path)).as("%s: %s", project.name(), line).isEqualTo(carried.contains(words[0]));
        }
    }

    private NodeView view(String project, String carry) throws IOException {
        NodeView view = Manifests.view("""
                kind: MirrorNode
                metadata: {name: box, namespace: n}
                spec:
                  hostname: box.example.net
                  projects:
                    - name: %s
                      upstream: "%s"
                %s---
                %s""".formatted(
                        project,
                        daemon.url("tree/"),
                        carry == null ? "" : "      carry: " + carry + "\n",
                        Files.readString(CATALOGUE.resolve(project + ".yaml"))));
        assertThat(view.rejected()).isEmpty();
        return view;
    }

    /** One run; nobody here can sign by a project's key, nor has a disk of a project's size. */
    private SyncResult sync(NodeView view) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode plan =
                (ObjectNode) json.readTree(view.plan(view.carried().getFirst()).toJson());
        plan.remove("signedBy");
        plan.remove("size");
        Path file = Files.writeString(folder.resolve("plan.json"), json.writeValueAsString(plan));
        Path result = folder.resolve("result.json");
        new CommandLine(new SyncCommand())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute("--plan", file.toString(), "--storage", storage.toString(), "--result", result.toString());
        return SyncResult.parse(Files.readString(result)).orElseThrow();
    }

    private void make(String project) throws IOException {
        Process process = new ProcessBuilder(
                        STAND_INS.resolve("make-stand-in").toString(),
                        STAND_INS.resolve(project + ".txt").toString(),
                        parts.toString())
                .directory(upstream.toFile())
                .inheritIO()
                .start();
        assertThat(process.onExit().join().exitValue()).as(project).isZero();
    }
}
