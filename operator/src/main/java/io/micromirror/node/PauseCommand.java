package io.micromirror.node;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for no syncs until a time, by the annotation that {@code kubectl annotate} could write as well. */
@Command(
        name = "pause",
        description =
                "Starts no sync of a mirror, or of one of its projects, until a time; what is there is served on.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:asked for", "1:the cluster refused", "2:there is no such mirror or project, or no such time"
        },
        mixinStandardHelpOptions = true)
public final class PauseCommand implements Callable<Integer> {
    @Mixin
    private NamedMirror mirror;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PROJECT", description = "One of its projects. Default: all.")
    private Optional<String> project = Optional.empty();

    @Option(
            names = "--until",
            required = true,
            paramLabel = "TIME",
            description =
                    "When syncs go on: a time such as 2026-12-01T06:00:00Z, a length such as PT4H or P2D, or now.")
    private String until;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant();
        Optional<Instant> time = time(until, now);
        if (time.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("--until " + until + " is no time; write 2026-12-01T06:00:00Z, PT4H, P2D or now.");
            return spec.exitCodeOnInvalidInput();
        }
        try {
            return NamedMirror.told(
                    spec,
                    mirror.annotate(
                            project.stream().toList(),
                            Pauses.annotation(project),
                            time.get().toString()),
                    time.get().isAfter(now)
                            ? "No sync starts until " + time.get() + "; one that runs ends."
                            : "Syncs go on.");
        } catch (KubernetesClientException e) {
            return NamedMirror.refused(spec, "Nothing was asked for", e);
        }
    }

    static Optional<Instant> time(String words, Instant now) {
        if (words.equals("now")) {
            return Optional.of(now.truncatedTo(ChronoUnit.SECONDS));
        }
        try {
            return Optional.of(
                    words.startsWith("P")
                            ? now.truncatedTo(ChronoUnit.SECONDS).plus(Duration.parse(words))
                            : Instant.parse(words));
        } catch (DateTimeException | ArithmeticException unreadable) {
            return Optional.empty();
        }
    }
}
