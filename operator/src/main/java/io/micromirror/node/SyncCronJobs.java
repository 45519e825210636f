package io.micromirror.node;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import io.javaoperatorsdk.operator.processing.dependent.BulkUpdater;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.KubernetesBulkDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micromirror.api.MirrorNode;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.node.NodeView.Carried;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One CronJob for each project that is carried, and one that scrubs them all. */
@KubernetesDependent(
        createResourceOnlyIfNotExistingWithSSA = false,
        informer = @Informer(labelSelector = Labels.ANY_NODE, itemStore = PackedStore.CronJobs.class))
final class SyncCronJobs extends KubernetesDependentResource<CronJob, MirrorNode>
        implements KubernetesBulkDependentResource<CronJob, MirrorNode>,
                Creator<CronJob, MirrorNode>,
                BulkUpdater<CronJob, MirrorNode>,
                GarbageCollected<MirrorNode> {
    static final String NAME = "sync-cron-jobs";

    /**
     * A start that was missed, while the box was off say, is made up for within this time. Without a limit Kubernetes would
     * give a CronJob up for good once it missed a hundred.
     */
    private static final long STARTING_DEADLINE_SECONDS = 3600;

    @Override
    public Map<ResourceID, CronJob> desiredResources(MirrorNode node, Context<MirrorNode> context) {
        NodeView view = MirrorNodeReconciler.view(context);
        return Stream.concat(view.carried().stream().map(project -> of(view, project)), ScrubCronJob.of(view).stream())
                .collect(Collectors.toMap(ResourceID::fromResource, job -> job));
    }

    static CronJob of(NodeView view, Carried project) {
        String name = Names.cronJob(view.name(), project.name());
        return new CronJobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(view.namespace())
                .withLabels(Labels.sync(view.name(), project.name()))
                .endMetadata()
                .withNewSpec()
                .withSchedule(CronSchedule.of(project.passSeconds(), name))
                .withSuspend(view.isPaused(project))
                .withConcurrencyPolicy("Forbid")
                .withStartingDeadlineSeconds(Math.min(project.passSeconds(), STARTING_DEADLINE_SECONDS))
                .withSuccessfulJobsHistoryLimit(1)
                .withFailedJobsHistoryLimit(1)
                .withNewJobTemplate()
                .withNewMetadata()
                .withLabels(Labels.sync(view.name(), project.name()))
                .endMetadata()
                .withSpec(SyncPod.job(view, project, SyncPod.PASS))
                .endJobTemplate()
                .endSpec()
                .build();
    }
}
