package io.micromirror.traffic;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Logs as they are written: the sidecar of a serving pod, or beside any other web server. */
@Command(
        name = "follow",
        description = "Counts logs while they are written, through rotation, and keeps a summary of each day.",
        mixinStandardHelpOptions = true)
final class FollowCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 1000;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Logs, under the names by which they are written.")
    private List<Path> logs;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            required = true,
            description = "Where to keep what was counted; below it days/ has a summary for each day, which"
                    + " 'micromirror traffic merge' and 'micromirror plan' read.")
    private Path state;

    @Option(names = "--node", paramLabel = "NAME", description = "Whose logs these are, for merged reports.")
    private String node = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Of this process among others that count into the same directory. Default: live.")
    private String name = "live";

    @Option(
            names = "--site",
            paramLabel = "FILE",
            description = "Where the mirror has its projects: site.json of a serving pod. Default: where they usually"
                    + " are.")
    private Path site;

    @Option(
            names = "--trim",
            description = "Give back the space of lines that were counted, while their log goes on; nothing else may"
                    + " read it then.")
    private boolean trim;

    @Spec
    private CommandSpec spec;

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            return trouble("--name " + name + " is no name for a file: use letters, digits, '.' and '-'");
        }
        Thread ending = Thread.ofPlatform().unstarted(this::end);
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            while (true) {
                try {
                    follow();
                    return 0;
                } catch (IOException failed) {
                    // Whatever the storage is like, this shall not end: the pod that it belongs to serves.
                    trouble(failed.getMessage() + "; trying again in a minute");
                }
                if (told.await(1, TimeUnit.MINUTES)) {
                    return 1;
                }
            }
        } finally {
            ended.countDown();
        }
    }

    /** Until it is told to end. After trouble it goes on from its last checkpoint. */
    private void follow() throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        try (TrafficStore store = TrafficStore.open(state, name);
                Follower follower =
                        Follower.start(new Follower.Sources(node, logs, site, trim), store, clock.instant())) {
            do {
                follower.round(clock.instant());
            } while (!told.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
            follower.round(clock.instant());
            follower.keep(clock.instant());
        }
    }

    /** Told to end, it keeps what it has first. */
    private void end() {
        told.countDown();
        try {
            ended.await();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private int trouble(String what) {
        spec.commandLine().getErr().println("micromirror traffic follow: " + what);
        return 1;
    }
}
