package io.micromirror.node;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Announces when an upstream opens a release, by the annotation that {@code kubectl annotate} could write as well. */
@Command(
        name = "release-day",
        description = "Announces when an upstream opens a release: from a little before on, it is asked every minute"
                + " whether it has, a run starts when it does, and an alert fires when the mirror is not open ten minutes"
                + " later.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:announced",
            "1:the cluster refused",
            "2:there is no such mirror or project, or no such time or file"
        },
        mixinStandardHelpOptions = true)
public final class ReleaseDayCommand implements Callable<Integer> {
    @Mixin
    private NamedMirror mirror;

    @Parameters(index = "1", paramLabel = "PROJECT", description = "One of its projects.")
    private String project;

    @Parameters(
            index = "2",
            paramLabel = "FILE",
            description = "What opens: a file of the project's tree, relative to it, such as"
                    + " linux/releases/44/Everything/x86_64/os/repodata/repomd.xml.")
    private String file;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description = "When it opens: a time such as 2026-12-01T14:00:00Z, a length such as PT4H or P2D, or now.")
    private String at;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<ReleaseDay> day =
                PauseCommand.time(at, Clock.systemUTC().instant()).flatMap(time -> ReleaseDay.parse(time + " " + file));
        if (day.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("--at " + at + " must be a time such as 2026-12-01T14:00:00Z, PT4H, P2D or now, and '"
                            + file + "' a file of the project's tree, relative to it and without '..'.");
            return spec.exitCodeOnInvalidInput();
        }
        Instant from = day.get().from();
        try {
            return NamedMirror.told(
                    spec,
                    mirror.annotate(
                            List.of(project),
                            ReleaseDay.annotation(project),
                            day.get().value()),
                    "The upstream is asked every minute from %s to %s."
                            .formatted(from, day.get().until()));
        } catch (KubernetesClientException e) {
            return NamedMirror.refused(spec, "Nothing was announced", e);
        }
    }
}
