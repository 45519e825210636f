package io.micromirror.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The API's definitions: Helm installs them once and never again, so an upgrade applies the newer ones by this. */
@Command(name = "crds", description = "The definitions of MirrorNode and MirrorProject in a cluster.")
public final class CrdsCommand {
    private static final List<String> FILES =
            List.of("mirrornodes.micromirror.io-v1.yaml", "mirrorprojects.micromirror.io-v1.yaml");

    /** Helm 4 applies the chart's definitions under this name; under another one they would conflict with it. */
    private static final String HELM = "helm";

    @Spec
    CommandSpec spec;

    @Command(description = "Applies this version's definitions to the cluster, server-side. Needs patch on them.")
    int apply() {
        try (KubernetesClient client = Client.connect()) {
            for (String file : FILES) {
                applyOne(client, file);
                spec.commandLine().getOut().println("applied " + file);
            }
            return 0;
        } catch (KubernetesClientException e) {
            spec.commandLine()
                    .getErr()
                    .println("The definitions were not applied: " + e.getMessage()
                            + " Check that the cluster answers and that the account may patch"
                            + " customresourcedefinitions.");
            return 1;
        }
    }

    private static void applyOne(KubernetesClient client, String file) {
        try (InputStream yaml = CrdsCommand.class.getResourceAsStream("/crds/" + file)) {
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .load(yaml)
                    .fieldManager(HELM)
                    .forceConflicts()
                    .serverSideApply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
