package io.micromirror.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A box as a cluster of Argo CD: a Secret of its declarative set-up, named by the site's folder, over the tunnel. What may log in
 * is taken from the box's kubeconfig; nothing is made up.
 */
final class ClusterSecret {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILL_IN = "FILL IN: %s of the box's /etc/rancher/k3s/k3s.yaml";

    private ClusterSecret() {}

    /** With the words of what is to be filled in. */
    static String template(Box box) {
        ObjectNode config = JSON.createObjectNode();
        config.putObject("tlsClientConfig")
                .put("caData", FILL_IN.formatted("certificate-authority-data"))
                .put("certData", FILL_IN.formatted("client-certificate-data"))
                .put("keyData", FILL_IN.formatted("client-key-data"));
        return render(box, config);
    }

    /**
     * With the first user and cluster of a kubeconfig.
     *
     * @throws IllegalArgumentException with a sentence that repeats nothing of the file
     */
    static String of(Box box, Path kubeconfig) throws IOException {
        JsonNode given;
        try {
            given = YAML.readTree(Files.readAllBytes(kubeconfig));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(kubeconfig + ": this is no kubeconfig, because it is not YAML.", broken);
        }
        ObjectNode config = JSON.createObjectNode();
        ObjectNode tls = config.putObject("tlsClientConfig");
        tls.put(
                "caData",
                need(
                        given.at("/clusters/0/cluster/certificate-authority-data"),
                        kubeconfig,
                        "clusters[0].cluster.certificate-authority-data"));
        JsonNode user = given.at("/users/0/user");
        if (user.path("token").isTextual()) {
            config.put("bearerToken", user.path("token").textValue());
        } else {
            tls.put(
                    "certData",
                    need(user.path("client-certificate-data"), kubeconfig, "users[0].user.client-certificate-data"));
            tls.put("keyData", need(user.path("client-key-data"), kubeconfig, "users[0].user.client-key-data"));
        }
        return render(box, config);
    }

    private static String need(JsonNode value, Path file, String field) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException(
                    file + ": " + field + " is missing; copy the box's /etc/rancher/k3s/k3s.yaml as it is.");
        }
        return value.textValue();
    }

    /** JSON is YAML. */
    private static String render(Box box, ObjectNode config) {
        ObjectNode secret = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
        ObjectNode metadata = secret.putObject("metadata");
        metadata.put("name", "cluster-" + box.site()).put("namespace", "argocd");
        metadata.putObject("labels")
                .put("argocd.argoproj.io/secret-type", "cluster")
                .put("micromirror.io/site", box.site());
        secret.put("type", "Opaque");
        ObjectNode data = secret.putObject("stringData");
        data.put("name", box.site());
        data.put("server", "https://" + Targets.address(box) + ":6443");
        try {
            data.put("config", JSON.writeValueAsString(config));
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(secret) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
