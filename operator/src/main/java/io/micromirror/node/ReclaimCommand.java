package io.micromirror.node;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.ProjectState;
import io.micromirror.api.ProjectStatus;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person's word that the data of a project off the list may go. */
@Command(
        name = "reclaim",
        description = "Deletes the data of a project that was taken off a mirror's list and is served no more"
                + " (Unclaimed in status). Nothing else ever does.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:asked for", "1:the cluster refused", "2:there is no such mirror, or the project is claimed"},
        mixinStandardHelpOptions = true)
public final class ReclaimCommand implements Callable<Integer> {
    @Mixin
    private NamedMirror mirror;

    @Parameters(index = "1", paramLabel = "PROJECT", description = "Name of a project that is Unclaimed.")
    private String project;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            String now = Clock.systemUTC().instant().toString();
            return NamedMirror.told(
                    spec,
                    mirror.annotate(this::against, Asked.RECLAIM + project, now),
                    "The data of " + project + " is deleted now; when it is gone, so is its line in the status.");
        } catch (KubernetesClientException e) {
            return NamedMirror.refused(spec, "Nothing was asked for", e);
        }
    }

    private Optional<String> against(MirrorNode node) {
        if (node.getSpec().projects().stream().anyMatch(entry -> entry.name().equals(project))) {
            return Optional.of("MirrorNode %s carries %s; take it off spec.projects first."
                    .formatted(node.getMetadata().getName(), project));
        }
        Optional<ProjectStatus> status = StatusPatch.before(node).projects().stream()
                .filter(each -> each.name().equals(project))
                .findFirst();
        if (status.isEmpty()) {
            return Optional.of("MirrorNode %s has no data of %s; kubectl describe mirrornode lists what it has."
                    .formatted(node.getMetadata().getName(), project));
        }
        return status.filter(each -> each.state() != ProjectState.UNCLAIMED)
                .map(each -> "%s is still served. %s For sooner, lower spec.retireAfterSeconds."
                        .formatted(project, each.message()));
    }
}
