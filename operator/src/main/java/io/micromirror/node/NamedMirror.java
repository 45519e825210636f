package io.micromirror.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micromirror.api.HostedProject;
import io.micromirror.api.MirrorNode;
import io.micromirror.kube.Client;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The mirror that a command names, and its annotations, which {@code kubectl annotate} could write as well. */
final class NamedMirror {
    static final int ASKED = 0;
    static final int REFUSED = 1;
    static final int MISTAKEN = 2;

    @Parameters(index = "0", paramLabel = "NODE", description = "Name of the MirrorNode.")
    private String node;

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "${env:POD_NAMESPACE}",
            description = "Namespace of the MirrorNode. Default: that of the pod, or of kubectl's context.")
    private String namespace;

    /** Annotates it, unless there is no such mirror or it lacks one of the projects: then says so, in a sentence. */
    Optional<String> annotate(List<String> projects, String annotation, String value) {
        return annotate(mirror -> lacking(mirror, projects), annotation, value);
    }

    /** Annotates it, unless there is no such mirror or something speaks against it: then says so, in a sentence. */
    Optional<String> annotate(Function<MirrorNode, Optional<String>> against, String annotation, String value) {
        try (KubernetesClient client = Client.connect()) {
            String where = Optional.ofNullable(namespace)
                    .filter(name -> !name.isBlank())
                    .orElseGet(client::getNamespace);
            Resource<MirrorNode> mirror =
                    client.resources(MirrorNode.class).inNamespace(where).withName(node);
            MirrorNode found = mirror.get();
            Optional<String> mistake = found == null
                    ? Optional.of("There is no MirrorNode " + node + "; kubectl get mirrornodes lists them.")
                    : against.apply(found);
            if (mistake.isEmpty()) {
                mirror.patch(PatchContext.of(PatchType.JSON_MERGE), patch(annotation, value));
            }
            return mistake;
        }
    }

    /** Says what came of it, a mistake or else a promise, and returns the exit code. */
    static int told(CommandSpec spec, Optional<String> mistake, String promise) {
        if (mistake.isPresent()) {
            spec.commandLine().getErr().println(mistake.get());
            return MISTAKEN;
        }
        spec.commandLine().getOut().println(promise);
        return ASKED;
    }

    /** Says that the cluster would not, and returns the exit code. */
    static int refused(CommandSpec spec, String what, KubernetesClientException e) {
        spec.commandLine()
                .getErr()
                .println(what + ": " + e.getMessage()
                        + " Check that the cluster answers and that the account may get and patch mirrornodes.");
        return REFUSED;
    }

    static String patch(String annotation, String value) {
        return Serialization.asJson(Map.of("metadata", Map.of("annotations", Map.of(annotation, value))));
    }

    private Optional<String> lacking(MirrorNode mirror, List<String> projects) {
        List<String> carried =
                mirror.getSpec().projects().stream().map(HostedProject::name).toList();
        return projects.stream()
                .filter(project -> !carried.contains(project))
                .findFirst()
                .map(project -> "MirrorNode " + node + " does not carry " + project + "; it carries "
                        + String.join(", ", carried) + ".");
    }
}
