package io.micromirror.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micromirror.api.HostedProject;
import io.micromirror.api.Http;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeSpec;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.MirrorProjectSpec;
import io.micromirror.api.Rsync;
import io.micromirror.api.Tls;
import io.micromirror.check.CheckCommand;
import io.micromirror.check.ProjectChecks;
import io.micromirror.check.Subject;
import io.micromirror.kube.Client;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a checker would look at on a MirrorNode: its projects, under its public name. */
public final class NodeSubjects {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NodeSubjects() {}

    /** Asks the cluster, as kubectl would; the contract is {@link CheckCommand.Mirrors}'. */
    public static List<Subject> of(String namespace, String name, String only) {
        try (KubernetesClient client = Client.connect()) {
            String where = namespace == null ? client.getNamespace() : namespace;
            MirrorNode node = client.resources(MirrorNode.class)
                    .inNamespace(where)
                    .withName(name)
                    .get();
            if (node == null) {
                throw new IllegalArgumentException("There is no MirrorNode " + name + " in namespace " + where
                        + "; kubectl get mirrornodes --all-namespaces lists them.");
            }
            return projects(node, only).stream()
                    .map(project -> of(node.getSpec(), project, catalogued(client, where, project)))
                    .toList();
        } catch (KubernetesClientException e) {
            throw new IllegalArgumentException(
                    "The cluster was asked in vain: " + e.getMessage()
                            + " Check that it answers and that the account may get mirrornodes and mirrorprojects.",
                    e);
        }
    }

    private static List<String> projects(MirrorNode node, String only) {
        List<String> carried =
                node.getSpec().projects().stream().map(HostedProject::name).toList();
        if (only != null && !carried.contains(only)) {
            throw new IllegalArgumentException(
                    "MirrorNode " + node.getMetadata().getName() + " does not carry " + only + "; it carries "
                            + String.join(", ", carried) + ".");
        }
        return only == null ? carried : List.of(only);
    }

    private static MirrorProjectSpec catalogued(KubernetesClient client, String namespace, String project) {
        return Optional.ofNullable(client.resources(MirrorProject.class)
                        .inNamespace(namespace)
                        .withName(project)
                        .get())
                .map(MirrorProject::getSpec)
                .orElseThrow(() -> new IllegalArgumentException("There is no MirrorProject " + project
                        + " in namespace " + namespace + "; kubectl get mirrorprojects lists them."));
    }

    static Subject of(MirrorNodeSpec node, String project, MirrorProjectSpec spec) {
        return Subject.of(
                        ProjectChecks.parse(project, JSON.valueToTree(spec)),
                        roots(node),
                        root("rsync", node.hostname(), node.rsync().port(), Rsync.DEFAULT_PORT))
                .alsoNamed(node.aliases());
    }

    private static List<URI> roots(MirrorNodeSpec node) {
        URI http = root("http", node.hostname(), node.http().port(), Http.DEFAULT_PORT);
        Tls tls = node.http().tls();
        return tls == null
                ? List.of(http)
                : List.of(http, root("https", node.hostname(), tls.port(), Tls.DEFAULT_PORT));
    }

    private static URI root(String scheme, String host, int port, int usual) {
        return URI.create("%s://%s%s/".formatted(scheme, host, port == usual ? "" : ":" + port));
    }
}
