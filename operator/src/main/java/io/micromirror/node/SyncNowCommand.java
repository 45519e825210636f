package io.micromirror.node;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for a sync by the annotation that {@code kubectl annotate} could write as well. */
@Command(
        name = "sync-now",
        description = "Syncs a mirror's projects now, each after the run that may be under way.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:asked for", "1:the cluster refused", "2:there is no such mirror or project"},
        mixinStandardHelpOptions = true)
public final class SyncNowCommand implements Callable<Integer> {
    @Mixin
    private NamedMirror mirror;

    @Parameters(index = "1..*", paramLabel = "PROJECT", description = "Names of its projects. Default: all.")
    private List<String> projects = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return NamedMirror.told(
                    spec,
                    mirror.annotate(projects, SyncNow.ANNOTATION, value()),
                    "Asked for; status.syncNow of the MirrorNode tells when it is done.");
        } catch (KubernetesClientException e) {
            return NamedMirror.refused(spec, "The sync was not asked for", e);
        }
    }

    private String value() {
        return Clock.systemUTC().instant() + (projects.isEmpty() ? "" : " " + String.join(" ", projects));
    }
}
