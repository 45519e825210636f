package io.micromirror.sync;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One run from its plan to its exit code. Told to stop (SIGTERM), it still writes its result. */
@Command(
        name = "sync",
        description = "Syncs one project from its upstream.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Updated, Unchanged, or another run was under way",
            "1:anything else; the result says why and what to do",
            "2:the plan cannot be read"
        },
        mixinStandardHelpOptions = true)
public final class SyncCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(SyncCommand.class);
    private static final Path TERMINATION_MESSAGE = Path.of("/dev/termination-log");

    /** Kubernetes kills after 30 seconds: rsync gets most of that to keep what it was receiving. */
    private static final int PATIENCE_SECONDS = 20;

    private static final int LAST_SECONDS = 5;

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "What to sync, as JSON.")
    private Path plan;

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            defaultValue = "/srv/mirror",
            description = "The directory that holds all trees and their state. Default: ${DEFAULT-VALUE}.")
    private Path storage;

    @Option(
            names = "--result",
            paramLabel = "FILE",
            description = "Where to write the result as JSON, beside the storage's state."
                    + " Default: /dev/termination-log, if it is there.")
    private Path result;

    @Option(
            names = "--in-line",
            description =
                    "The caller holds the lock of the tree and a slot, as micromirror-line does. Default: this run"
                            + " takes the lock, and does nothing where another has it.")
    private boolean inLine;

    @Option(
            names = "--asked",
            paramLabel = "SECONDS",
            defaultValue = "${env:MICROMIRROR_ASKED}",
            description =
                    "Since when this run is wanted, in seconds since 1970: it does nothing if a complete one began"
                            + " later. Default: it is wanted in any case.")
    private Long asked;

    @Option(
            names = "--from",
            paramLabel = "URL|DIR",
            description =
                    "Where to take first content from: a directory, such as an old mirror's tree or a disk that someone"
                            + " brought, or an rsync URL, such as a neighbour's. Then the run goes on as any, and brings"
                            + " from the plan's upstreams only what is missing or newer there. For a project that was not"
                            + " published yet.")
    private String from;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SyncRun run;
        Progress progress = new Progress(spec.commandLine().getOut(), Clock.systemUTC());
        try {
            run = new SyncRun(
                    SyncPlan.read(plan),
                    new StorageState(storage),
                    progress,
                    Clock.systemUTC(),
                    new KernelDisk(),
                    new Turn(inLine, asked == null ? null : Instant.ofEpochSecond(asked)));
            if (from != null) {
                run = run.from(Seed.of(from));
            }
        } catch (IllegalArgumentException | UncheckedIOException refused) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("micromirror sync: " + refused.getMessage());
            return spec.exitCodeOnInvalidInput();
        }
        SyncResult ended = stoppable(run, progress);
        Outcome outcome = ended.outcome();
        return outcome.complete() || !outcome.worked() ? 0 : 1;
    }

    private SyncResult stoppable(SyncRun run, Progress progress) {
        CountDownLatch told = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(run, told), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            SyncResult ended = run.run();
            progress.end(ended);
            write(ended);
            return ended;
        } finally {
            told.countDown();
        }
    }

    /** The virtual machine ends when this returns. */
    private static void stop(SyncRun run, CountDownLatch told) {
        try {
            run.stop();
            if (!told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                run.kill();
                told.await(LAST_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(SyncResult ended) {
        try {
            if (result != null) {
                Files.writeString(result, ended.toJson());
            } else if (Files.exists(TERMINATION_MESSAGE)) {
                Files.writeString(TERMINATION_MESSAGE, ended.toJson());
            }
        } catch (IOException trouble) {
            log.error("The result could not be written to {}", result == null ? TERMINATION_MESSAGE : result, trouble);
        }
    }
}
