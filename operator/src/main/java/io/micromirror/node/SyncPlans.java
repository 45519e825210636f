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
import java.util.Map;
import java.util.TreeMap;

/** The plans of a mirror's syncs, a key for each project. */
@KubernetesDependent(createResourceOnlyIfNotExistingWithSSA = false, useSSA = BooleanWithUndefined.TRUE)
final class SyncPlans extends KubernetesDependentResource<ConfigMap, MirrorNode>
        implements Creator<ConfigMap, MirrorNode>, Updater<ConfigMap, MirrorNode>, GarbageCollected<MirrorNode> {
    static final String NAME = "sync-plans";

    @Override
    protected ConfigMap desired(MirrorNode node, Context<MirrorNode> context) {
        return of(MirrorNodeReconciler.view(context));
    }

    static ConfigMap of(NodeView view) {
        Map<String, String> plans = new TreeMap<>();
        view.carried()
                .forEach(project -> plans.put(
                        Names.planKey(project.name()), view.plan(project).toJson()));
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(Names.syncPlans(view.name()))
                .withNamespace(view.namespace())
                .withLabels(Labels.sync(view.name()))
                .endMetadata()
                .withData(plans)
                .build();
    }
}
