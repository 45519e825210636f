package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import io.javaoperatorsdk.operator.processing.dependent.BulkUpdater;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.KubernetesBulkDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.Matcher;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.OnRemoval;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.serve.Site;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Job for each project that is off the list, served no more, and whose data a person lets go: by a word of its own, or by
 * {@code onRemoval} when its time is over. When the data is gone, so is the project's status.
 */
@KubernetesDependent(createResourceOnlyIfNotExistingWithSSA = false)
final class ReclaimJobs extends KubernetesDependentResource<Job, MirrorNode>
        implements KubernetesBulkDependentResource<Job, MirrorNode>,
                Creator<Job, MirrorNode>,
                BulkUpdater<Job, MirrorNode>,
                GarbageCollected<MirrorNode> {
    static final String NAME = "reclaim-jobs";

    private static final String TEMPORARY = "tmp";

    @Override
    public Map<ResourceID, Job> desiredResources(MirrorNode node, Context<MirrorNode> context) {
        return wanted(MirrorNodeReconciler.view(context))
                .collect(Collectors.toMap(ResourceID::fromResource, job -> job));
    }

    /** What is served still, or on the list, is not looked at. */
    static Stream<Job> wanted(NodeView view) {
        return view.unclaimed().entrySet().stream()
                .filter(each -> (view.spec().storage().onRemoval() == OnRemoval.DELETE
                                && each.getValue().over())
                        || view.asked().reclaims(each.getKey(), each.getValue().since()))
                .map(each -> of(view, each.getKey(), each.getValue().since()));
    }

    @Override
    public Map<ResourceID, Job> getSecondaryResources(MirrorNode node, Context<MirrorNode> context) {
        return context.getSecondaryResourcesAsStream(Job.class)
                .filter(job -> job.getMetadata().getLabels().containsKey(Labels.RECLAIM))
                .collect(Collectors.toMap(ResourceID::fromResource, job -> job));
    }

    /** Whatever is there is right: a Job cannot be changed, and what it is for is in its name. */
    @Override
    public Matcher.Result<Job> match(Job actual, Job desired, MirrorNode node, Context<MirrorNode> context) {
        return Matcher.Result.nonComputed(true);
    }

    static Job of(NodeView view, String project, Instant since) {
        Map<String, String> labels = Labels.reclaim(view.name(), project);
        return new JobBuilder()
                .withNewMetadata()
                .withName(Names.reclaimJob(view.name(), project, since))
                .withNamespace(view.namespace())
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(3)
                // One that failed is tried again then; of one that did not, nothing is asked any more.
                .withTtlSecondsAfterFinished(SyncTrigger.KEPT_SECONDS)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNodeSelector(PodParts.nodeSelector(view))
                .withContainers(reclaim(view, project))
                .withVolumes(PodParts.storageVolume(view), PodParts.scratchVolume(TEMPORARY))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Container reclaim(NodeView view, String project) {
        return PodParts.container(view, "reclaim")
                .withArgs("reclaim-tree", "--storage", Site.ROOT)
                .addAllToArgs(view.carried().stream()
                        .flatMap(each -> Stream.of("--claimed", each.project().path()))
                        .toList())
                .addToArgs(project)
                .withVolumeMounts(PodParts.storageMount(false), PodParts.mount(TEMPORARY, "/tmp", false))
                .withSecurityContext(PodParts.asUser(PodParts.SYNCING_USER))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("10m"))
                .addToRequests("memory", PodParts.quantity("48Mi"))
                .addToLimits("memory", PodParts.quantity("256Mi"))
                .endResources()
                .build();
    }
}
