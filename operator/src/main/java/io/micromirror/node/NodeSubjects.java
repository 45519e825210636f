package io.micromirror.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micromirror.api.HostedProject;
import io.micromirror.api.Http;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeSpec;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.MirrorProjectSpec;
import io.micromirror.api.Rsync;
import io.micromirror.api.Tls;
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

    /**
     * Asks the cluster, as kubectl would.
     *
     * @param only one project, or null for all
     */
    public static List<Subject> of(String name, String only) {
        try (KubernetesClient client = Client.connect()) {
            MirrorNode node = client.resources(MirrorNode.class).withName(name).get();
            if (node == null) {
                throw new IllegalArgumentException("There is no MirrorNode " + name + " in namespace "
                        + client.getNamespace() + "; kubectl get mirrornodes lists them.");
            }
            return node.getSpec().projects().stream()
                    .map(HostedProject::name)
                    .filter(project -> only == null || only.equals(project))
                    .flatMap(project ->
                            Optional.ofNullable(client.resources(MirrorProject.class)
                                            .withName(project)
                                            .get())
                                    .stream())
                    .map(project -> of(node.getSpec(), project.getMetadata().getName(), project.getSpec()))
                    .toList();
        }
    }

    static Subject of(MirrorNodeSpec node, String project, MirrorProjectSpec spec) {
        return Subject.of(
                ProjectChecks.parse(project, JSON.valueToTree(spec)),
                roots(node),
                root("rsync", node.hostname(), node.rsync().port(), Rsync.DEFAULT_PORT));
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
