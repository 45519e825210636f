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
import io.micromirror.sync.Request;
import io.micromirror.sync.StorageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Asks something of a project's next run: by an annotation that {@code kubectl annotate} could write as well, or, on a box
 * without a cluster, by a note on its storage.
 */
final class Asking {
    static final int ASKED = 0;
    static final int REFUSED = 1;
    static final int MISTAKEN = 2;

    @Parameters(index = "0", paramLabel = "NODE", description = "Name of the MirrorNode.")
    private String node;

    @Parameters(index = "1", paramLabel = "PROJECT", description = "Name of one of its projects.")
    private String project;

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "${env:POD_NAMESPACE}",
            description = "Namespace of the MirrorNode. Default: that of the pod, or of kubectl's context.")
    private String namespace;

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description =
                    "Ask on the box itself, by a note on its storage: for one whose cluster is down. The next sync"
                            + " serves it, whenever that starts.")
    private Path storage;

    String project() {
        return project;
    }

    /** @param promise what the next run will do, as a sentence */
    int ask(CommandSpec spec, Request request, String promise) {
        Optional<String> mistake;
        try {
            mistake = storage == null ? annotate(request) : note(request);
        } catch (KubernetesClientException e) {
            spec.commandLine()
                    .getErr()
                    .println("Nothing was asked for: " + e.getMessage()
                            + " Check that the cluster answers and that the account may get and patch mirrornodes.");
            return REFUSED;
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("Nothing was asked for: " + e.getMessage() + ". Check --storage and who may write there.");
            return REFUSED;
        }
        if (mistake.isPresent()) {
            spec.commandLine().getErr().println(mistake.get());
            return MISTAKEN;
        }
        spec.commandLine().getOut().println(promise + " " + then(request));
        return ASKED;
    }

    private String then(Request request) {
        return storage == null
                ? "It starts now, unless syncs are paused; status.projects[name=%s].requestServed of the MirrorNode will be %s then."
                        .formatted(project, request.at())
                : "It starts by its schedule; .micromirror/%s/result.json on the storage will have \"served\": \"%s\" then."
                        .formatted(project, request.at());
    }

    private Optional<String> annotate(Request request) {
        try (KubernetesClient client = Client.connect()) {
            String where = Optional.ofNullable(namespace)
                    .filter(name -> !name.isBlank())
                    .orElseGet(client::getNamespace);
            Resource<MirrorNode> mirror =
                    client.resources(MirrorNode.class).inNamespace(where).withName(node);
            Optional<String> mistake = mistake(mirror.get());
            if (mistake.isEmpty()) {
                mirror.patch(PatchContext.of(PatchType.JSON_MERGE), patch(project, request));
            }
            return mistake;
        }
    }

    static String patch(String project, Request request) {
        Map<String, String> annotations = Map.of(Asked.annotation(request.kind(), project), Asked.value(request));
        return Serialization.asJson(Map.of("metadata", Map.of("annotations", annotations)));
    }

    private Optional<String> mistake(MirrorNode mirror) {
        if (mirror == null) {
            return Optional.of("There is no MirrorNode " + node + "; kubectl get mirrornodes lists them.");
        }
        List<String> carried =
                mirror.getSpec().projects().stream().map(HostedProject::name).toList();
        return carried.contains(project)
                ? Optional.empty()
                : Optional.of("MirrorNode " + node + " does not carry " + project + "; it carries "
                        + String.join(", ", carried) + ".");
    }

    private Optional<String> note(Request request) throws IOException {
        StorageState state = new StorageState(storage);
        if (state.result(project).isEmpty()) {
            return Optional.of("Nothing was ever synced as " + project + " on " + storage
                    + "; its .micromirror has a directory for each project that was.");
        }
        state.leave(project, request);
        return Optional.empty();
    }
}
