package io.micromirror.serve;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until something in one of some directories was put in place or taken away. It costs nothing meanwhile: the kernel
 * wakes the waiting thread (inotify). What is watched is replaced by renames (a ConfigMap's {@code ..data}, the storage's
 * {@code status.json}), so writes are no events. Where nothing can be watched, each wait takes its whole time.
 */
final class Changes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    /** What is put in place together takes this long at most. */
    private static final long SETTLING_MILLIS = 100;

    private final WatchService watch;
    private final List<Path> directories;
    private final Set<Path> refused = new HashSet<>();

    Changes(WatchService watch, List<Path> directories) {
        this.watch = watch;
        this.directories = directories;
    }

    /** From the next call on, also a directory that was made anew since is watched. */
    void await(Duration longest) throws InterruptedException {
        directories.forEach(this::register);
        WatchKey key = watch.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
        }
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = watch.poll();
        }
    }

    /** Again and again: for a directory that is watched already, this changes nothing. */
    private void register(Path directory) {
        try {
            directory.register(watch, ENTRY_CREATE, ENTRY_DELETE);
            refused.remove(directory);
        } catch (IOException e) {
            if (refused.add(directory)) {
                log.warn("Not watching {}, looking every now and then: {}", directory, e.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
