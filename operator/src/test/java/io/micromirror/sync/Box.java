package io.micromirror.sync;

import io.micromirror.change.Probe;
import io.micromirror.layout.Filters;
import io.micromirror.layout.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A storage of project {@code demo}, served below {@code sub/demo}, and a tree to sync it from. */
final class Box {
    static final String PROJECT = "demo";

    private final Path folder;
    private final Path storage;
    private final Path upstream;
    private Long retain = 0L;
    private MaxDelete maxDelete;
    private Long reserve;
    private Long stall;
    private List<String> keys;
    private List<Request> requests;
    private boolean force;
    private Probe probe;
    private Turn turn = Turn.AT_ONCE;
    private Filters filters = Filters.NONE;
    private FileList fileList;
    private Trace trace;
    private Long size;
    private int upstreamChanges;
    private Disk disk = new KernelDisk();
    private Clock clock = Clock.systemUTC();

    Box(Path folder) throws IOException {
        this.folder = folder;
        this.storage = Files.createDirectory(folder.resolve("storage"));
        this.upstream = Files.createDirectory(folder.resolve("upstream"));
    }

    /** What the upstream dropped stays for so many seconds; else until the run after the one that noticed. */
    Box retaining(long seconds) {
        retain = seconds;
        return this;
    }

    Box deletingAtMost(long count, double share) {
        maxDelete = new MaxDelete(count, share);
        return this;
    }

    /** A run that does not move is broken off after so many seconds. */
    Box stallingAfter(long seconds) {
        stall = seconds;
        return this;
    }

    Box reserving(long bytes) {
        reserve = bytes;
        return this;
    }

    /** Entry points must be signed by one of these keys, ASCII-armoured. */
    Box signedBy(String... armored) {
        keys = List.of(armored);
        return this;
    }

    /** What a person asks of the next run. */
    Box asked(Request... some) {
        requests = List.of(some);
        return this;
    }

    Box forcing() {
        force = true;
        return this;
    }

    Box wanted(Instant since) {
        turn = new Turn(true, since);
        return this;
    }

    Box probing(Probe other) {
        probe = other;
        return this;
    }

    /** The whole tree takes so many bytes, as the catalogue has it. */
    Box expecting(long bytes) {
        size = bytes;
        return this;
    }

    Box tracing(Trace other) {
        trace = other;
        return this;
    }

    Box listing(FileList list) {
        fileList = list;
        return this;
    }

    Box filtering(Filters others) {
        filters = others;
        return this;
    }

    /** What runs go live by. */
    Box on(Disk other) {
        disk = other;
        return this;
    }

    /** What runs take for the time. */
    Box at(Clock other) {
        clock = other;
        return this;
    }

    Path folder() {
        return folder;
    }

    Path storage() {
        return storage;
    }

    Path upstream() {
        return upstream;
    }

    /** What is served. */
    Path tree() {
        return storage.resolve("sub/demo");
    }

    Path work() {
        return storage.resolve(StorageState.DIRECTORY).resolve(PROJECT);
    }

    /** What a run holds. */
    Path lock() throws IOException {
        return Files.createDirectories(storage.resolve(StorageState.DIRECTORY).resolve("locks"))
                .resolve("sub~demo");
    }

    StorageState state() {
        return new StorageState(storage);
    }

    SyncPlan plan(Layout layout, String... urls) {
        return new SyncPlan(
                "box",
                PROJECT,
                "A demo",
                layout,
                "sub/demo",
                "demo-module",
                List.of(urls),
                filters,
                fileList,
                new Limits(retain, maxDelete, reserve, null, null, stall, 1L),
                keys,
                requests,
                force,
                probe,
                trace,
                size);
    }

    SyncRun prepared(Layout layout, String... urls) {
        Progress quiet = new Progress(new PrintWriter(Writer.nullWriter()), clock);
        return new SyncRun(plan(layout, urls), state(), quiet, clock, disk, turn);
    }

    SyncResult run(Layout layout, String... urls) {
        return prepared(layout, urls).run();
    }

    /** Deletes a file or directory of the upstream. */
    void drop(String name) throws IOException {
        Path path = upstream.resolve(name);
        new Tree(path).delete();
        changed(path.getParent());
    }

    /** A file of the upstream, with a mode and a time of its own. */
    Path offer(String name, String content, String mode, Instant modified) throws IOException {
        Path file = upstream.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        Files.setLastModifiedTime(file, FileTime.from(modified));
        changed(file.getParent());
        return file;
    }

    /** A time of its own for each change: rsync tells no two times of one second apart. */
    private void changed(Path directory) throws IOException {
        upstreamChanges++;
        Files.setLastModifiedTime(directory, FileTime.from(Instant.EPOCH.plusSeconds(upstreamChanges)));
    }

    Path offer(String name, String content) throws IOException {
        return offer(name, content, "rw-r--r--", Instant.parse("2026-01-02T03:04:05Z"));
    }
}
