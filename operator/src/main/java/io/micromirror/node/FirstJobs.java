package io.micromirror.node;

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
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.node.NodeView.Carried;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One Job for each plan, at once: a new project does not wait for its schedule, nor does one whose upstream was mended.
 * Created and never changed; the name holds the plan's hash, so that a new plan is a new Job and the old one goes.
 */
@KubernetesDependent(createResourceOnlyIfNotExistingWithSSA = false)
final class FirstJobs extends KubernetesDependentResource<Job, MirrorNode>
        implements KubernetesBulkDependentResource<Job, MirrorNode>,
                Creator<Job, MirrorNode>,
                BulkUpdater<Job, MirrorNode>,
                GarbageCollected<MirrorNode> {
    static final String NAME = "first-jobs";

    /** Sets these apart from the Jobs that CronJobs make, which the same informer sees. */
    private static final String FIRST = "micromirror.io/first";

    @Override
    public Map<ResourceID, Job> desiredResources(MirrorNode node, Context<MirrorNode> context) {
        NodeView view = MirrorNodeReconciler.view(context);
        Set<String> paused = view.carried().stream()
                .filter(view::isPaused)
                .map(Carried::name)
                .collect(Collectors.toSet());
        Map<ResourceID, Job> jobs = new HashMap<>(getSecondaryResources(node, context));
        jobs.values()
                .removeIf(job -> !paused.contains(job.getMetadata().getLabels().get(Labels.PROJECT)));
        view.active().map(project -> of(view, project)).forEach(job -> jobs.put(ResourceID.fromResource(job), job));
        return jobs;
    }

    @Override
    public Map<ResourceID, Job> getSecondaryResources(MirrorNode node, Context<MirrorNode> context) {
        return context.getSecondaryResourcesAsStream(Job.class)
                .filter(job -> job.getMetadata().getLabels().containsKey(FIRST))
                .collect(Collectors.toMap(ResourceID::fromResource, job -> job));
    }

    /** Whatever is there is right: a Job cannot be changed, and its plan is in its name. */
    @Override
    public Matcher.Result<Job> match(Job actual, Job desired, MirrorNode node, Context<MirrorNode> context) {
        return Matcher.Result.nonComputed(true);
    }

    static Job of(NodeView view, Carried project) {
        Map<String, String> labels = new TreeMap<>(Labels.sync(view.name(), project.name()));
        labels.put(FIRST, "true");
        return new JobBuilder()
                .withNewMetadata()
                .withName(Names.firstJob(
                        view.name(), project.name(), view.plan(project).toJson()))
                .withNamespace(view.namespace())
                .withLabels(labels)
                .endMetadata()
                .withSpec(SyncPod.job(view, project, SyncPod.WAIT))
                .build();
    }
}
