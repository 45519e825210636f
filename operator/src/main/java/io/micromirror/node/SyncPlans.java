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
import java.util.stream.Collectors;

/** The plans of a mirror's syncs, a key for each project. */
@KubernetesDependent(createResourceOnlyIfNotExistingWithSSA = false, useSSA = BooleanWithUndefined.TRUE)
final class SyncPlans extends KubernetesDependentResource<ConfigMap, MirrorNode>
        implements Creator<ConfigMap, MirrorNode>, Updater<ConfigMap, MirrorNode>, GarbageCollected<MirrorNode> {
    static final String NAME = "sync-plans";

    /** The key with what {@code operator/alive} reads; no project's plan is called so. */
    static final String ALIVE = "alive";

    @Override
    protected ConfigMap desired(MirrorNode node, Context<MirrorNode> context) {
        return of(MirrorNodeReconciler.view(context));
    }

    /** A line for each project with files that tell that it lives. */
    private static String alive(NodeView view) {
        return view.active()
                .filter(project -> project.project().change() != null
                        && !project.project().change().alive().isEmpty())
                .map(project -> "%s %d %s %s %s\n"
                        .formatted(
                                project.project().path(),
                                project.project().change().everySeconds(),
                                project.upstreams().getFirst(),
                                String.join(",", project.project().change().files()),
                                String.join(",", project.project().change().alive())))
                .collect(Collectors.joining());
    }

    static ConfigMap of(NodeView view) {
        Map<String, String> plans = new TreeMap<>();
        view.carried()
                .forEach(project -> plans.put(
                        Names.planKey(project.name()), view.plan(project).toJson()));
        plans.put(ALIVE, alive(view));
        plans.put(PodParts.PUBLISHED, String.join(", ", view.published()));
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
