package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The kernel's calls, each written down first, with paths relative to a storage. */
final class RecordingDisk implements Disk {
    private final Disk disk = new KernelDisk();
    private final List<String> calls;
    private final Path storage;

    RecordingDisk(List<String> calls, Path storage) {
        this.calls = calls;
        this.storage = storage;
    }

    @Override
    public void flush(Path path) throws IOException {
        calls.add("flush " + storage.relativize(path));
        disk.flush(path);
    }

    @Override
    public void exchange(Path one, Path other) throws IOException {
        calls.add("exchange " + storage.relativize(one) + " " + storage.relativize(other));
        disk.exchange(one, other);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        calls.add("rename " + storage.relativize(from) + " " + storage.relativize(to));
        disk.rename(from, to);
    }
}
