package io.micromirror.scrub;

import io.micromirror.sync.Mending;
import io.micromirror.sync.ScrubResult;
import io.micromirror.sync.Size;
import io.micromirror.sync.SyncPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A slice of each project that a storage holds, one after the other. Told to stop (SIGTERM), the next one goes on. */
@Command(
        name = "scrub",
        description = "Reads a part of what a storage holds, compares it with the checksums of the indexes, and mends"
                + " what is damaged.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done, or there was nothing to do",
            "1:something is damaged still, or a project was not looked at to the end",
            "2:no plan can be read"
        },
        mixinStandardHelpOptions = true)
public final class ScrubCommand implements Callable<Integer> {
    /** Kubernetes kills after 30. */
    private static final int PATIENCE_SECONDS = 25;

    private static final long FIFTY_MEGABYTES = 50_000_000;

    @Option(
            names = "--plans",
            required = true,
            paramLabel = "PATH",
            description = "A project's plan as JSON, as micromirror sync takes it, or a directory of such files.")
    private Path plans;

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            defaultValue = "/srv/mirror",
            description = "The directory that holds all trees and their state. Default: ${DEFAULT-VALUE}.")
    private Path storage;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "The part of each tree that is looked at: one in N; 1 is all of it. The next call goes on"
                    + " where this one ends. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--rate",
            paramLabel = "BYTES",
            defaultValue = "" + FIFTY_MEGABYTES,
            description = "Bytes to read in a second, at most; 0 is no limit. Default: ${DEFAULT-VALUE}.")
    private long rate;

    @Spec
    private CommandSpec spec;

    private final CountDownLatch done = new CountDownLatch(1);
    private Mending current;
    private boolean stopping;

    @Override
    public Integer call() throws IOException {
        if (days < 1 || rate < 0) {
            spec.commandLine()
                    .getErr()
                    .println("micromirror scrub: --days must be at least 1, and --rate not negative");
            return spec.exitCodeOnInvalidInput();
        }
        List<SyncPlan> all;
        try {
            all = read();
        } catch (IllegalArgumentException | UncheckedIOException refused) {
            spec.commandLine().getErr().println("micromirror scrub: " + refused.getMessage());
            return spec.exitCodeOnInvalidInput();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            boolean good = true;
            for (SyncPlan plan : all) {
                good &= scrub(plan);
            }
            return good ? 0 : 1;
        } finally {
            done.countDown();
        }
    }

    private List<SyncPlan> read() throws IOException {
        if (!Files.isDirectory(plans)) {
            return List.of(SyncPlan.read(plans));
        }
        List<SyncPlan> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(plans, "*.json")) {
            for (Path file : files) {
                all.add(SyncPlan.read(file));
            }
        }
        return all;
    }

    /** Whether all of it is good; one project's trouble is not another's. */
    private boolean scrub(SyncPlan plan) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Mending mending = new Mending(plan, storage, out, Clock.systemUTC());
            if (!begin(mending)) {
                return false;
            }
            Optional<ScrubResult> result =
                    new Scrub(mending, new Reader(rate, mending::stopping), days, Clock.systemUTC()).run();
            out.println(plan.project() + ": " + result.map(ScrubCommand::words).orElse("nothing was looked at."));
            out.flush();
            return result.isEmpty() || result.get().open() == 0;
        } catch (StoppedException stopped) {
            out.println(plan.project() + ": told to stop; the next scrub goes on from there.");
        } catch (IOException | RuntimeException trouble) {
            spec.commandLine().getErr().println(plan.project() + ": the scrub broke off: " + trouble);
        }
        return false;
    }

    private static String words(ScrubResult result) {
        return "%d files (%s) looked at, %d bad, %d of them mended; no index covers %d files more. %s"
                .formatted(
                        result.files(),
                        Size.words(result.bytes()),
                        result.bad(),
                        result.mended(),
                        result.uncovered(),
                        result.reason())
                .strip();
    }

    private synchronized boolean begin(Mending mending) {
        current = mending;
        return !stopping;
    }

    private synchronized void tell() {
        stopping = true;
        if (current != null) {
            current.stop();
        }
    }

    /** The virtual machine ends when this returns. */
    private void stop() {
        try {
            tell();
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
