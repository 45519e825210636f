package io.micromirror.sync;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs rsync, and stops all that run when told to. */
final class RsyncProcess {
    private static final Logger log = LoggerFactory.getLogger(RsyncProcess.class);
    private static final ProcessBuilder.Redirect NOTHING = ProcessBuilder.Redirect.from(new File("/dev/null"));

    private final Set<Process> running = new HashSet<>();
    private boolean stopping;

    /**
     * Runs a command to its end.
     *
     * @param watch sees the count grow
     */
    RsyncExit run(List<String> command, Consumer<RsyncOutput> watch) throws IOException {
        log.debug("Running {}", command);
        Process rsync = start(command);
        if (rsync == null) {
            return new RsyncExit(RsyncExit.STOPPED, Tally.NOTHING, Seen.NOTHING, List.of());
        }
        Complaints complaints = new Complaints();
        Thread errors = Thread.ofVirtual().name("rsync").start(() -> complaints(rsync, complaints));
        RsyncOutput output = new RsyncOutput();
        Lines.read(rsync.getInputStream(), line -> {
            log.debug("{}", line);
            output.accept(line);
            watch.accept(output);
        });
        int code = rsync.onExit().join().exitValue();
        ended(rsync);
        join(errors);
        return new RsyncExit(stopping() ? RsyncExit.STOPPED : code, output.tally(), output.seen(), complaints.lines());
    }

    /** Ends what runs so that the next run goes on from there, and starts nothing any more. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
        end();
    }

    /** Ends what runs so that the next one goes on from there. */
    synchronized void end() {
        // By its handle: the process's own method would close what it says to us, too.
        running.forEach(process -> process.toHandle().destroy());
    }

    /** Returns after a while, or at once when told to stop. */
    synchronized void pause(Duration length) {
        long until = System.nanoTime() + length.toNanos();
        try {
            for (long left = length.toMillis(); left > 0 && !stopping; ) {
                wait(left);
                left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For one that did not listen. */
    synchronized void kill() {
        running.forEach(process -> process.toHandle().destroyForcibly());
    }

    synchronized boolean stopping() {
        return stopping;
    }

    /**
     * Null when stopping. The kernel ties rsync's life to the thread that starts it, which is the one that waits for it.
     */
    private synchronized Process start(List<String> command) throws IOException {
        if (stopping) {
            return null;
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(NOTHING);
        Map<String, String> environment = builder.environment();
        // rsync takes proxies, passwords and commands to connect by from its environment.
        environment.keySet().retainAll(List.of("PATH"));
        environment.put("LC_ALL", "C");
        Process process = builder.start();
        running.add(process);
        return process;
    }

    private synchronized void ended(Process process) {
        running.remove(process);
    }

    private static void complaints(Process rsync, Complaints complaints) {
        try {
            Lines.read(rsync.getErrorStream(), line -> {
                if (complaints.add(line)) {
                    log.warn("{}", line);
                }
            });
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
