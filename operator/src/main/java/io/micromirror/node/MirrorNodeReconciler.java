package io.micromirror.node;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.MirrorProject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A MirrorNode's objects, by the table below, and its status. */
@ControllerConfiguration(name = "mirrornode", fieldManager = "micromirror")
@GradualRetry(maxAttempts = Integer.MAX_VALUE, maxInterval = 300_000)
@Workflow(
        explicitInvocation = true,
        dependents = {
            @Dependent(
                    name = ServingDeployment.NAME,
                    type = ServingDeployment.class,
                    dependsOn = ServingConfigMap.NAME),
            @Dependent(
                    name = ServingConfigMap.NAME,
                    type = ServingConfigMap.class,
                    useEventSourceWithName = MirrorNodeReconciler.CONFIG_MAPS),
            @Dependent(
                    name = SyncPlans.NAME,
                    type = SyncPlans.class,
                    useEventSourceWithName = MirrorNodeReconciler.CONFIG_MAPS),
            @Dependent(name = SyncCronJobs.NAME, type = SyncCronJobs.class, dependsOn = SyncPlans.NAME),
            @Dependent(name = FirstJobs.NAME, type = FirstJobs.class, dependsOn = SyncPlans.NAME)
        })
final class MirrorNodeReconciler implements Reconciler<MirrorNode> {
    static final String CONFIG_MAPS = "config-maps";

    /** Nothing tells of a senior MirrorNode that went away, so a junior one looks again by itself. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Settings settings;
    private final Clock clock;

    MirrorNodeReconciler(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, MirrorNode>> prepareEventSources(EventSourceContext<MirrorNode> context) {
        return EventSources.of(context);
    }

    @Override
    public UpdateControl<MirrorNode> reconcile(MirrorNode node, Context<MirrorNode> context) {
        NodeView view = NodeView.of(
                node,
                context.getSecondaryResources(MirrorProject.class),
                context.getPrimaryCache().list().toList(),
                settings);
        context.managedWorkflowAndDependentResourceContext().put(NodeView.class, view);
        if (view.problem().isEmpty()) {
            context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
        }
        Instant now = clock.instant();
        MirrorNodeStatus before = statusOf(node);
        MirrorNodeStatus status = NodeStatus.of(
                view, observed(context), before, node.getMetadata().getGeneration(), now);
        if (!status.equals(before)) {
            PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(node, fresh(node, status), context);
        }
        Optional<Duration> wait = view.problem().isPresent()
                ? Optional.of(LOOK_AGAIN)
                : NodeStatus.nextChange(view, status, now).map(then -> Duration.between(now, then));
        return wait.map(UpdateControl.<MirrorNode>noUpdate()::rescheduleAfter).orElse(UpdateControl.noUpdate());
    }

    @Override
    public ErrorStatusUpdateControl<MirrorNode> updateErrorStatus(
            MirrorNode node, Context<MirrorNode> context, Exception e) {
        MirrorNodeStatus before = statusOf(node);
        MirrorNodeStatus status =
                NodeStatus.stalled(before, node.getMetadata().getGeneration(), cause(e), clock.instant());
        return status.equals(before)
                ? ErrorStatusUpdateControl.noStatusUpdate()
                : ErrorStatusUpdateControl.patchStatus(fresh(node, status));
    }

    /** What {@link #reconcile} gathered, for the dependents of the same pass. */
    static NodeView view(Context<MirrorNode> context) {
        return context.managedWorkflowAndDependentResourceContext().getMandatory(NodeView.class, NodeView.class);
    }

    private static Observed observed(Context<MirrorNode> context) {
        return new Observed(
                context.getSecondaryResource(Deployment.class),
                context.getSecondaryResources(Pod.class),
                context.getSecondaryResources(Job.class),
                context.getSecondaryResource(StorageReading.class).map(StorageReading::results));
    }

    private static MirrorNodeStatus statusOf(MirrorNode node) {
        return node.getStatus() == null ? new MirrorNodeStatus(null, null, null) : node.getStatus();
    }

    private static MirrorNode fresh(MirrorNode node, MirrorNodeStatus status) {
        MirrorNode fresh = new MirrorNode();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(node.getMetadata().getName())
                .withNamespace(node.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        return fresh;
    }

    /** The first line of the first cause; the framework's own messages hold whole stack traces. */
    private static String cause(Exception e) {
        Throwable first = e.getCause() instanceof AggregatedOperatorException ? e.getCause() : e;
        if (first instanceof AggregatedOperatorException all) {
            first = all.getAggregatedExceptions().values().iterator().next();
        }
        return String.valueOf(first.getMessage()).lines().findFirst().orElseGet(first::toString);
    }
}
