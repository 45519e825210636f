package io.micromirror.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micromirror.api.HostedProject;
import io.micromirror.api.MirrorNode;
import io.micromirror.kube.Client;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    @Parameters(index = "0", paramLabel = "NODE", description = "Name of the MirrorNode.")
    private String node;

    @Parameters(index = "1..*", paramLabel = "PROJECT", description = "Names of its projects. Default: all.")
    private List<String> projects = List.of();

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "${env:POD_NAMESPACE}",
            description = "Namespace of the MirrorNode. Default: that of the pod, or of kubectl's context.")
    private String namespace;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (KubernetesClient client = Client.connect()) {
            String where = Optional.ofNullable(namespace)
                    .filter(name -> !name.isBlank())
                    .orElseGet(client::getNamespace);
            Resource<MirrorNode> mirror =
                    client.resources(MirrorNode.class).inNamespace(where).withName(node);
            Optional<String> mistake = mistake(mirror.get());
            if (mistake.isPresent()) {
                spec.commandLine().getErr().println(mistake.get());
                return spec.exitCodeOnInvalidInput();
            }
            mirror.patch(PatchContext.of(PatchType.JSON_MERGE), patch());
            spec.commandLine().getOut().println("Asked for; status.syncNow of the MirrorNode tells when it is done.");
            return 0;
        } catch (KubernetesClientException e) {
            spec.commandLine()
                    .getErr()
                    .println("The sync was not asked for: " + e.getMessage()
                            + " Check that the cluster answers and that the account may get and patch mirrornodes.");
            return 1;
        }
    }

    private Optional<String> mistake(MirrorNode mirror) {
        if (mirror == null) {
            return Optional.of("There is no MirrorNode " + node + "; kubectl get mirrornodes lists them.");
        }
        List<String> carried =
                mirror.getSpec().projects().stream().map(HostedProject::name).toList();
        return projects.stream()
                .filter(project -> !carried.contains(project))
                .findFirst()
                .map(project -> "MirrorNode " + node + " does not carry " + project + "; it carries "
                        + String.join(", ", carried) + ".");
    }

    /** The names were found in a manifest, so nothing in them needs escaping. */
    private String patch() {
        String value = Clock.systemUTC().instant() + (projects.isEmpty() ? "" : " " + String.join(" ", projects));
        return "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(SyncNow.ANNOTATION, value);
    }
}
