package io.micromirror.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import io.micromirror.sync.Mending;
import io.micromirror.sync.RsyncDaemon;
import io.micromirror.sync.ScrubResult;
import io.micromirror.sync.SyncCommand;
import io.micromirror.sync.SyncPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A mirror of one project, its upstream, and what makes bits flip. */
final class ScrubbedMirror implements AutoCloseable {
    private final Path folder;
    private final Layout layout;
    private RsyncDaemon daemon;
    private String url;

    ScrubbedMirror(Path folder, Layout layout) throws IOException {
        this.folder = folder;
        this.layout = layout;
        Files.createDirectories(upstream());
        Files.createDirectories(storage());
        daemon = RsyncDaemon.offering(upstream(), folder);
        url = daemon.url("tree/");
    }

    Path upstream() {
        return folder.resolve("upstream");
    }

    Path storage() {
        return folder.resolve("storage");
    }

    Path tree() {
        return storage().resolve("demo");
    }

    Path work() {
        return storage().resolve(".micromirror/demo");
    }

    /** A repository by the script of this name among the test resources. */
    static void make(String script, Path directory) throws Exception {
        Path file = Path.of("src/test/resources/sync").resolve(script).toAbsolutePath();
        Process process = new ProcessBuilder(file.toString())
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** A copy of a repository at the upstream. */
    ScrubbedMirror of(Path repository) throws Exception {
        Process copy = new ProcessBuilder(
                        "cp", "-a", repository + "/.", upstream().toString())
                .inheritIO()
                .start();
        assertThat(copy.waitFor()).isZero();
        return this;
    }

    void offer(String name, String content) throws IOException {
        Path file = upstream().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_767_323_045_000L));
    }

    SyncPlan plan() {
        return new SyncPlan("box", "demo", "A demo", layout, "demo", "demo", List.of(url));
    }

    Path planFile() throws IOException {
        return Files.writeString(folder.resolve("plan.json"), plan().toJson());
    }

    ScrubbedMirror synced() throws IOException {
        int code = new CommandLine(new SyncCommand())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute(
                        "--plan",
                        planFile().toString(),
                        "--storage",
                        storage().toString(),
                        "--result",
                        folder.resolve("result").toString());
        assertThat(code).isZero();
        return this;
    }

    void upstreamFallsSilent() {
        daemon.close();
    }

    void upstreamAnswersAgain() throws IOException {
        daemon = RsyncDaemon.offering(upstream(), folder);
        url = daemon.url("tree/");
    }

    Optional<ScrubResult> scrub(int days) throws IOException {
        return scrub(days, Scrub.MOST, 0);
    }

    Optional<ScrubResult> scrub(int days, int most, long rate) throws IOException {
        Mending mending = new Mending(plan(), storage(), new PrintWriter(Writer.nullWriter()), Clock.systemUTC());
        return new Scrub(mending, new Reader(rate, mending::stopping), days, most, Clock.systemUTC()).run();
    }

    /** Flips a bit of a byte in the middle of a file; neither its size nor its times tell. */
    void flip(String name) throws IOException {
        Path file = tree().resolve(name);
        FileTime time = Files.getLastModifiedTime(file);
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(content.length() / 2);
            int before = content.read();
            content.seek(content.length() / 2);
            content.write(before ^ 1);
        }
        Files.setLastModifiedTime(file, time);
    }

    NavigableSet<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(tree())) {
            return walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> tree().relativize(file).toString())
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }
    }

    /** Files that do not hold what the upstream's hold. */
    NavigableSet<String> damaged() throws IOException {
        NavigableSet<String> damaged = new TreeSet<>();
        for (String name : files()) {
            if (Files.mismatch(tree().resolve(name), upstream().resolve(name)) != -1) {
                damaged.add(name);
            }
        }
        return damaged;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
