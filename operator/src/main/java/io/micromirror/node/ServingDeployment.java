package io.micromirror.node;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.Updater;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import io.micromirror.api.MirrorNode;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;

/** Keeps a mirror's one serving pod; the next one is up before the old one goes. */
@KubernetesDependent(
        createResourceOnlyIfNotExistingWithSSA = false,
        informer = @Informer(labelSelector = Labels.ANY_NODE, itemStore = PackedStore.Deployments.class))
final class ServingDeployment extends KubernetesDependentResource<Deployment, MirrorNode>
        implements Creator<Deployment, MirrorNode>, Updater<Deployment, MirrorNode>, GarbageCollected<MirrorNode> {
    static final String NAME = "serving";

    @Override
    protected Deployment desired(MirrorNode node, Context<MirrorNode> context) {
        return of(MirrorNodeReconciler.view(context));
    }

    static Deployment of(NodeView view) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(Names.serving(view.name()))
                .withNamespace(view.namespace())
                .withLabels(Labels.serving(view.name()))
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withRevisionHistoryLimit(2)
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withNewMaxSurge(1)
                .withNewMaxUnavailable(0)
                .endRollingUpdate()
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(Labels.serving(view.name()))
                .endSelector()
                .withTemplate(ServingPod.template(view))
                .endSpec()
                .build();
    }
}
