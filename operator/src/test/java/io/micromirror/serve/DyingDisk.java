package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A disk of its own below a directory, which can fail as disks do: the kernel's loop device over a file, of which a part is
 * cut off, so that reading it is an error of input and output. Needs root.
 */
final class DyingDisk implements AutoCloseable {
    /** Sparse; more than a run leaves free. */
    private static final long SIZE = 256L << 20;

    private static final int BLOCK = 4096;
    private static final Pattern EXTENT = Pattern.compile(" *\\d+: +\\d+\\.\\. +\\d+: +(\\d+)\\.\\. +(\\d+):.*");

    private final Path backing;
    private final Path mounted;
    private final String device;

    DyingDisk(Path folder, Path mounted) throws IOException {
        this.mounted = Files.createDirectories(mounted);
        this.backing = folder.resolve("disk");
        try (RandomAccessFile file = new RandomAccessFile(backing.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        // A journal would lie in the middle, and without it nothing mounts.
        run("mkfs.ext4", "-q", "-F", "-O", "^has_journal", "-b", Integer.toString(BLOCK), backing.toString());
        device = run("losetup", "--find", "--show", backing.toString()).strip();
        mount();
    }

    private void mount() throws IOException {
        run("mount", device, mounted.toString());
    }

    void takesNoWrites() throws IOException {
        run("mount", "-o", "remount,ro", mounted.toString());
    }

    void takesWritesAgain() throws IOException {
        run("mount", "-o", "remount,rw", mounted.toString());
    }

    /**
     * Loses the disk's end, from the middle of the last part of that of these files which lies farthest; tells which. What
     * is written there later gives back what lies before it, as zeros.
     */
    Path losesTheEndOfOne(Path... files) throws IOException {
        run("sync", "--file-system", mounted.toString());
        Path farthest = files[0];
        Extent last = last(farthest);
        for (Path file : files) {
            if (last(file).to() > last.to()) {
                farthest = file;
                last = last(file);
            }
        }
        run("umount", mounted.toString());
        long middle = (last.from() + last.to()) / 2;
        try (RandomAccessFile file = new RandomAccessFile(backing.toFile(), "rw")) {
            file.setLength(middle * BLOCK);
        }
        mount();
        return farthest;
    }

    /** Blocks of the disk. */
    private record Extent(long from, long to) {}

    private static Extent last(Path file) throws IOException {
        return run("filefrag", "-e", file.toString())
                .lines()
                .map(EXTENT::matcher)
                .filter(extent -> extent.matches())
                .map(extent -> new Extent(Long.parseLong(extent.group(1)), Long.parseLong(extent.group(2))))
                .reduce((one, other) -> one.to() > other.to() ? one : other)
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", mounted.toString());
        run("losetup", "--detach", device);
    }

    private static String run(String... command) throws IOException {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue())
                .as("%s, as root: %s", all, said)
                .isZero();
        return said;
    }
}
