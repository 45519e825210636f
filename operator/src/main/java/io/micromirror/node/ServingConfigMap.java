package io.micromirror.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.Updater;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import io.micromirror.api.MirrorNode;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.serve.SiteSightings;
import io.micromirror.serve.SiteVerdicts;
import java.util.Collection;

/**
 * The site that a mirror's serving pod renders its configuration and pages from, what the checkers would say of it, and what
 * it saw of others.
 */
@KubernetesDependent(createResourceOnlyIfNotExistingWithSSA = false, useSSA = BooleanWithUndefined.TRUE)
final class ServingConfigMap extends KubernetesDependentResource<ConfigMap, MirrorNode>
        implements Creator<ConfigMap, MirrorNode>, Updater<ConfigMap, MirrorNode>, GarbageCollected<MirrorNode> {
    static final String NAME = "serving-config";
    static final String FILE = "site.json";

    @Override
    protected ConfigMap desired(MirrorNode node, Context<MirrorNode> context) {
        return of(
                MirrorNodeReconciler.view(context),
                context.managedWorkflowAndDependentResourceContext()
                        .getMandatory(SiteVerdicts.class, SiteVerdicts.class),
                context.managedWorkflowAndDependentResourceContext()
                        .getMandatory(SiteSightings.class, SiteSightings.class));
    }

    static ConfigMap of(NodeView view, SiteVerdicts verdicts, SiteSightings sightings) {
        ConfigMapBuilder files = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(Names.serving(view.name()))
                .withNamespace(view.namespace())
                .withLabels(Labels.serving(view.name()))
                .endMetadata()
                // One after the other, because Map.of has another order in each process.
                .addToData(FILE, view.site().toJson())
                .addToData(PodParts.PUBLISHED, String.join(", ", view.published()))
                .addToData(SiteVerdicts.FILE, verdicts.toJson());
        return sightings.json().isEmpty()
                ? files.build()
                : files.addToData(SiteSightings.FILE, sightings.json()).build();
    }

    /** What is public of others now; empty for nothing. */
    static String sightings(MirrorNode node, Collection<ConfigMap> known) {
        return known.stream()
                .filter(each -> each.getMetadata()
                        .getName()
                        .equals(Names.serving(node.getMetadata().getName())))
                .filter(each -> each.getData() != null)
                .map(each -> each.getData().getOrDefault(SiteSightings.FILE, ""))
                .findFirst()
                .orElse("");
    }
}
