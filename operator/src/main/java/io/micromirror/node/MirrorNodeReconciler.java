package io.micromirror.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.MirrorProject;
import io.micromirror.check.Verdict;
import io.micromirror.metrics.Scrape;
import io.micromirror.serve.SiteSightings;
import io.micromirror.serve.SiteVerdicts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A MirrorNode's objects, by the table below, and its status. */
@ControllerConfiguration(
        name = "mirrornode",
        fieldManager = "micromirror",
        generationAwareEventProcessing = false,
        informer = @Informer(onUpdateFilter = Wish.class))
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
            @Dependent(
                    name = FirstJobs.NAME,
                    type = FirstJobs.class,
                    dependsOn = SyncPlans.NAME,
                    useEventSourceWithName = MirrorNodeReconciler.JOBS),
            @Dependent(
                    name = ReclaimJobs.NAME,
                    type = ReclaimJobs.class,
                    useEventSourceWithName = MirrorNodeReconciler.JOBS),
            @Dependent(
                    name = CertificateJobs.NAME,
                    type = CertificateJobs.class,
                    useEventSourceWithName = MirrorNodeReconciler.JOBS)
        })
final class MirrorNodeReconciler implements Reconciler<MirrorNode> {
    static final String CONFIG_MAPS = "config-maps";
    static final String JOBS = "jobs";

    /** Nothing tells of a senior MirrorNode that went away, so a junior one looks again by itself. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Settings settings;
    private final Path state;
    private final Clock clock;
    private final Watches watches;
    private final Pushes pushes;
    private final Neighbourhood neighbourhood;
    private final SyncNows wishes = new SyncNows();
    private volatile Scrape metrics = _ -> {};
    private volatile Runnable save = () -> {};
    private volatile BiConsumer<MirrorNode, SiteVerdicts> tell = (_, _) -> {};

    /** @param state directory for what the checks keep at hand */
    MirrorNodeReconciler(Settings settings, Watches watches, Path state, Clock clock) {
        this.settings = settings;
        this.watches = watches;
        this.pushes = watches.pushes();
        this.state = state;
        this.clock = clock;
        this.neighbourhood = Neighbourhood.of(settings, state, clock);
    }

    /** What is known of the mirrors, for Prometheus. */
    void metrics(OutputStream to) throws IOException {
        metrics.writeTo(to);
    }

    /** Before the operator ends. */
    void save() {
        save.run();
    }

    @Override
    public List<EventSource<?, MirrorNode>> prepareEventSources(EventSourceContext<MirrorNode> context) {
        EventSources sources = EventSources.of(context, watches, state, clock);
        metrics = to -> {
            List<MirrorNode> nodes = context.getPrimaryCache().list().toList();
            NodeMetrics.render(
                            nodes, sources.projects().list().toList(), sources.storage()::gauge, watches.news()::blind)
                    .writeTo(to);
            ReleaseMetrics.render(nodes, watches.releases()::known).writeTo(to);
            neighbourhood.metrics(nodes).writeTo(to);
        };
        save = sources.memory()::save;
        tell = sources.storage()::tell;
        return Stream.concat(sources.all().stream(), Stream.of(EventSources.neighbours(context, neighbourhood)))
                .toList();
    }

    @Override
    public UpdateControl<MirrorNode> reconcile(MirrorNode node, Context<MirrorNode> context) {
        Instant now = clock.instant();
        MirrorNodeStatus before =
                Delistings.told(StatusPatch.before(node), reading(context).delisted(), now);
        NodeView known = NodeView.of(
                        node,
                        context.getSecondaryResources(MirrorProject.class),
                        context.getPrimaryCache().list().toList(),
                        settings)
                .at(now, before);
        NodeView view = observed(context).storage().map(known::holding).orElse(known);
        context.managedWorkflowAndDependentResourceContext().put(NodeView.class, view);
        Ordering ordering = Ordering.of(view, observed(context), now);
        context.managedWorkflowAndDependentResourceContext().put(Ordering.class, ordering);
        Map<String, Verdict> found = reading(context).verdicts();
        SiteVerdicts verdicts = Verdicts.told(before, found, now);
        tell.accept(node, verdicts);
        context.managedWorkflowAndDependentResourceContext().put(SiteVerdicts.class, verdicts);
        SiteSightings sightings = neighbourhood.sightings(
                node, ServingConfigMap.sightings(node, context.getSecondaryResources(ConfigMap.class)));
        context.managedWorkflowAndDependentResourceContext().put(SiteSightings.class, sightings);
        if (view.problem().isEmpty()) {
            context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
        }
        Observed seen = observed(context);
        Questions questions = Questions.of(view, seen, now);
        watches.news().watch(node, questions.news());
        watches.releases().watch(node, questions.releases());
        pushes.watch(node, view);
        Observed observed = seen.asking(
                wishes.of(node, now),
                ReleaseWatch.asking(pushes.asked(node, view, seen), context.getSecondaryResources(Opened.class)),
                context.getSecondaryResources(Spotted.class));
        Optional<Instant> due = new SyncTrigger(context.getClient()).pull(node, view, observed, now);
        MirrorNodeStatus status =
                NodeStatus.of(view, observed, before, node.getMetadata().getGeneration(), now);
        MirrorNodeStatus checked = Verdicts.of(status, before, found, now);
        StatusPatch.apply(node, checked.with(pushes.statuses(node, view, before)), context);
        pushes.announce(node, before, checked);
        Verdicts.changes(before, checked).forEach(change -> VerdictEvents.tell(context.getClient(), node, change, now));
        Scrubs.changes(before, checked).forEach(news -> ScrubEvents.tell(context.getClient(), node, news, now));
        neighbourhood.changes(node).forEach(change -> NeighbourEvents.tell(context.getClient(), node, change));
        Optional<Duration> wait = view.problem().isPresent()
                ? Optional.of(LOOK_AGAIN)
                : Stream.of(
                                due,
                                NodeStatus.nextChange(view, status, now),
                                ordering.next(),
                                pushes.nextChange(node, view, now),
                                view.pauses().next(),
                                ReleaseDay.next(ReleaseDay.of(view.asked().annotations()), now))
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder())
                        .map(then -> Duration.between(now, then));
        return wait.map(UpdateControl.<MirrorNode>noUpdate()::rescheduleAfter).orElse(UpdateControl.noUpdate());
    }

    @Override
    public ErrorStatusUpdateControl<MirrorNode> updateErrorStatus(
            MirrorNode node, Context<MirrorNode> context, Exception e) {
        return StatusPatch.ofFailure(
                node,
                NodeStatus.stalled(
                        StatusPatch.before(node),
                        node.getMetadata().getGeneration(),
                        StatusPatch.cause(e),
                        clock.instant()));
    }

    /** What {@link #reconcile} gathered, for the dependents of the same pass. */
    static NodeView view(Context<MirrorNode> context) {
        return context.managedWorkflowAndDependentResourceContext().getMandatory(NodeView.class, NodeView.class);
    }

    private static CheckReading reading(Context<MirrorNode> context) {
        return context.getSecondaryResource(CheckReading.class).orElse(CheckReading.NONE);
    }

    static Ordering ordering(Context<MirrorNode> context) {
        return context.managedWorkflowAndDependentResourceContext().getMandatory(Ordering.class, Ordering.class);
    }

    static Observed observed(Context<MirrorNode> context) {
        return new Observed(
                        context.getSecondaryResource(Deployment.class),
                        Lifetime.of(context.getPrimaryResource(), context.getSecondaryResources(Pod.class)),
                        Lifetime.of(context.getPrimaryResource(), context.getSecondaryResources(Job.class)),
                        context.getSecondaryResource(StorageReading.class).map(StorageReading::storage),
                        context.getSecondaryResource(StorageReading.class).flatMap(StorageReading::serving))
                .onDisk(context.getSecondaryResource(StorageReading.class)
                        .map(StorageReading::readOnly)
                        .orElse(false));
    }
}
