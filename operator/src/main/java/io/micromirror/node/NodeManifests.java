package io.micromirror.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micromirror.api.HostedProject;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorProject;
import io.micromirror.kube.Client;
import io.micromirror.register.Manifests;
import java.util.HashMap;
import java.util.Map;

/** A MirrorNode of the cluster and its projects, as the command that registers reads them. */
public final class NodeManifests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NodeManifests() {}

    /**
     * Asks the cluster, as kubectl would.
     *
     * @throws IllegalArgumentException with a sentence, when there is none of that name
     */
    public static Manifests of(String name) {
        try (KubernetesClient client = Client.connect()) {
            MirrorNode node = client.resources(MirrorNode.class).withName(name).get();
            if (node == null) {
                throw new IllegalArgumentException("There is no MirrorNode " + name + " in namespace "
                        + client.getNamespace() + "; kubectl get mirrornodes lists them.");
            }
            Map<String, JsonNode> projects = new HashMap<>();
            for (HostedProject entry : node.getSpec().projects()) {
                MirrorProject project = client.resources(MirrorProject.class)
                        .withName(entry.name())
                        .get();
                if (project != null) {
                    projects.put(entry.name(), JSON.valueToTree(project.getSpec()));
                }
            }
            return new Manifests(name, JSON.valueToTree(node.getSpec()), projects);
        }
    }
}
