package io.micromirror.sync;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** The kernel's calls, until one of them: there the whole process is gone, nothing tidied up. */
final class CuttingDisk implements Disk {
    static final String PROPERTY = "cut";
    static final String NOW = "now";

    private final Disk disk = new KernelDisk();
    private int left;

    private CuttingDisk(int calls) {
        this.left = calls;
    }

    /** A runner on such a disk: {@code --plan FILE --storage DIR}. */
    public static void main(String[] arguments) {
        String now = System.getProperty(NOW);
        Clock clock = now == null ? Clock.systemUTC() : Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        Progress progress = new Progress(new PrintWriter(Writer.nullWriter()), clock);
        new SyncRun(
                        SyncPlan.read(Path.of(arguments[1])),
                        new StorageState(Path.of(arguments[3])),
                        progress,
                        clock,
                        new CuttingDisk(Integer.getInteger(PROPERTY)),
                        Turn.AT_ONCE)
                .run();
    }

    @Override
    public void flush(Path path) throws IOException {
        count();
        disk.flush(path);
    }

    @Override
    public void exchange(Path one, Path other) throws IOException {
        count();
        disk.exchange(one, other);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        count();
        disk.rename(from, to);
    }

    private void count() {
        left--;
        if (left == 0) {
            Runtime.getRuntime().halt(137);
        }
    }
}
