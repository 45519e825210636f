package io.micromirror.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.polling.PerResourcePollingConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.event.source.polling.PerResourcePollingEventSource;
import io.micromirror.api.HostedProject;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.ProjectStatus;
import io.micromirror.kube.Labels;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What wakes the reconciler beside its own dependents: the catalogue, the pods, and the state on the storage. */
record EventSources(
        List<EventSource<?, MirrorNode>> all,
        InformerEventSource<MirrorProject, MirrorNode> projects,
        StorageReader storage,
        CheckMemory memory) {
    /** How often each box is asked for its state; one small file from its own web server. */
    private static final Duration POLL = Duration.ofSeconds(15);

    /** @param state directory for what the checks keep at hand */
    static EventSources of(EventSourceContext<MirrorNode> context, Watches watches, Path state, Clock clock) {
        InformerEventSource<Pod, MirrorNode> pods = pods(context);
        InformerEventSource<MirrorProject, MirrorNode> projects = projects(context);
        Function<MirrorNode, List<Pod>> own = node -> Lifetime.of(node, pods.getSecondaryResources(node));
        StorageReader storage = new StorageReader(own, clock);
        CheckRounds.Neighbours neighbours =
                new CheckRounds.Neighbours(own, projects::getSecondaryResources, storage::ipv6);
        CheckMemory memory = new CheckMemory(context.getClient(), state);
        return new EventSources(
                List.of(
                        configMaps(context),
                        jobs(context),
                        projects,
                        pods,
                        storage(context, storage),
                        news(context, watches.news()),
                        releases(context, watches.releases()),
                        new PushEvents(watches.pushes()),
                        checks(context, new CheckRounds(neighbours, memory, state.resolve("references"), clock))),
                projects,
                storage,
                memory);
    }

    static Set<ResourceID> nodeByLabel(HasMetadata resource) {
        return Set.of(new ResourceID(
                resource.getMetadata().getLabels().get(Labels.NODE),
                resource.getMetadata().getNamespace()));
    }

    /** Two dependents share it. */
    private static InformerEventSource<ConfigMap, MirrorNode> configMaps(EventSourceContext<MirrorNode> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ConfigMap.class, MirrorNode.class)
                        .withName(MirrorNodeReconciler.CONFIG_MAPS)
                        .withLabelSelector(Labels.ANY_NODE)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    /** Two dependents share it; by label, because the Jobs of CronJobs are owned by these and yet concern the mirror. */
    private static InformerEventSource<Job, MirrorNode> jobs(EventSourceContext<MirrorNode> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Job.class, MirrorNode.class)
                        .withName(MirrorNodeReconciler.JOBS)
                        .withItemStore(new LeanStore.Jobs())
                        .withLabelSelector(Labels.ANY_NODE)
                        .withSecondaryToPrimaryMapper(EventSources::nodeByLabel)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    private static InformerEventSource<MirrorProject, MirrorNode> projects(EventSourceContext<MirrorNode> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(MirrorProject.class, MirrorNode.class)
                        .withSecondaryToPrimaryMapper(project -> carriers(context, project))
                        .<MirrorNode>withPrimaryToSecondaryMapper(EventSources::projectsOf)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    private static Set<ResourceID> carriers(EventSourceContext<MirrorNode> context, MirrorProject project) {
        return context.getPrimaryCache()
                .list(node -> projectsOf(node).contains(ResourceID.fromResource(project)))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static Set<ResourceID> projectsOf(MirrorNode node) {
        // What was taken off the list is known by its status; its checks say when its users are gone.
        return Stream.concat(
                        node.getSpec().projects().stream().map(HostedProject::name),
                        StatusPatch.before(node).projects().stream().map(ProjectStatus::name))
                .map(project -> new ResourceID(project, node.getMetadata().getNamespace()))
                .collect(Collectors.toSet());
    }

    private static InformerEventSource<Pod, MirrorNode> pods(EventSourceContext<MirrorNode> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Pod.class, MirrorNode.class)
                        .withLabelSelector(Labels.ANY_NODE)
                        .withItemStore(new LeanStore.Pods())
                        .withSecondaryToPrimaryMapper(EventSources::nodeByLabel)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
    }

    private static EventSource<?, MirrorNode> checks(EventSourceContext<MirrorNode> context, CheckRounds rounds) {
        return new PerResourcePollingEventSource<>(
                CheckReading.class,
                context,
                new PerResourcePollingConfigurationBuilder<CheckReading, MirrorNode, String>(rounds::read, POLL)
                        .withName("checks")
                        .withResourceIDMapper(reading -> "checks")
                        .build());
    }

    private static EventSource<?, MirrorNode> storage(EventSourceContext<MirrorNode> context, StorageReader reader) {
        return new PerResourcePollingEventSource<>(
                StorageReading.class,
                context,
                new PerResourcePollingConfigurationBuilder<StorageReading, MirrorNode, String>(reader::read, POLL)
                        .withResourceIDMapper(reading -> "storage")
                        .build());
    }

    /** Wakes a mirror when one that it watches is seen otherwise than before. */
    static EventSource<?, MirrorNode> neighbours(EventSourceContext<MirrorNode> context, Neighbourhood neighbourhood) {
        return new PerResourcePollingEventSource<>(
                Neighbourhood.Seen.class,
                context,
                new PerResourcePollingConfigurationBuilder<Neighbourhood.Seen, MirrorNode, String>(
                                node -> {
                                    neighbourhood.keep(
                                            context.getPrimaryCache().list().toList());
                                    return neighbourhood.read(node);
                                },
                                Neighbourhood.TICK)
                        .withName("neighbours")
                        .withResourceIDMapper(seen -> "neighbours")
                        .build());
    }

    private static EventSource<?, MirrorNode> news(EventSourceContext<MirrorNode> context, NewsWatch news) {
        return new PerResourcePollingEventSource<>(
                Spotted.class,
                context,
                new PerResourcePollingConfigurationBuilder<Spotted, MirrorNode, String>(news::read, NewsWatch.TICK)
                        .withResourceIDMapper(Spotted::project)
                        .build());
    }

    private static EventSource<?, MirrorNode> releases(EventSourceContext<MirrorNode> context, ReleaseWatch releases) {
        return new PerResourcePollingEventSource<>(
                Opened.class,
                context,
                new PerResourcePollingConfigurationBuilder<Opened, MirrorNode, String>(
                                releases::read, ReleaseWatch.TICK)
                        .withResourceIDMapper(Opened::project)
                        .build());
    }
}
