package io.micromirror.node;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectStatus;
import io.micromirror.api.PushStatus;
import io.micromirror.push.BrokerLink;
import io.micromirror.push.LinkState;
import io.micromirror.push.Message;
import io.micromirror.push.Patience;
import io.micromirror.push.PushMetrics;
import io.micromirror.push.PushOutcome;
import io.micromirror.push.Spoken;
import io.micromirror.push.Wake;
import io.micromirror.push.Webhook;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.SyncResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who speaks of the mirrors' projects, and what was said: keeps the connections that the manifests want, and remembers of
 * each project since when a run is asked for. Makes no Job and writes nothing.
 */
final class Pushes {
    /** Nothing tells of a Secret that was mounted, or changed. */
    private static final Duration SECRET_AGAIN = Duration.ofMinutes(1);

    private final Path secrets;
    private final NewsWatch news;
    private final PushMetrics metrics;
    private final Clock clock;
    private final Webhook webhook;
    private final Map<String, Mirror> mirrors = new ConcurrentHashMap<>();
    private volatile Consumer<ResourceID> events = _ -> {};

    /** @param secrets where the Secrets that the operator was given are mounted, each as a directory */
    Pushes(Path secrets, NewsWatch news, PushMetrics metrics, Clock clock) {
        this.secrets = secrets;
        this.news = news;
        this.metrics = metrics;
        this.clock = clock;
        this.webhook = new Webhook(metrics);
    }

    Webhook webhook() {
        return webhook;
    }

    /** Whom to tell when a MirrorNode is worth a look. */
    void tell(Consumer<ResourceID> reconciler) {
        events = reconciler;
    }

    /** From now on, of this mirror, these sources and no others. */
    void watch(MirrorNode node, NodeView view) {
        Mirror mirror = mirrors.computeIfAbsent(node.getMetadata().getUid(), _ -> new Mirror(node));
        mirror.keep(PushSources.of(view, secrets));
        Optional<Path> secret = PushSources.webhook(view, secrets);
        if (secret.isPresent()) {
            webhook.open(view.name(), secret.get(), names(view), mirror::speak);
        } else {
            webhook.close(view.name());
        }
    }

    private static Set<String> names(NodeView view) {
        return view.carried().stream().map(NodeView.Carried::name).collect(Collectors.toSet());
    }

    void forget(MirrorNode node) {
        webhook.close(node.getMetadata().getName());
        Optional.ofNullable(mirrors.remove(node.getMetadata().getUid())).ifPresent(gone -> gone.keep(List.of()));
    }

    /** Since when a run is asked for, of those projects that were spoken of. */
    Map<String, Instant> asked(MirrorNode node, NodeView view, Observed observed) {
        Mirror mirror = mirrors.get(node.getMetadata().getUid());
        if (mirror == null) {
            return Map.of();
        }
        mirror.spoken.keySet().retainAll(names(view));
        mirror.spoken.forEach((project, spoken) -> settle(project, spoken, observed));
        return mirror.spoken.entrySet().stream()
                .filter(each -> each.getValue().since().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().since().orElseThrow()));
    }

    private void settle(String project, Spoken spoken, Observed observed) {
        observed.jobs(project).stream()
                .map(SyncNeed::created)
                .max(Comparator.naturalOrder())
                .ifPresent(spoken::began);
        observed.last(project).ifPresent(last -> {
            spoken.began(last.started());
            spoken.answered(last.started(), published(last)).ifPresent(metrics::published);
        });
    }

    private static Optional<Instant> published(SyncResult last) {
        return last.outcome() == Outcome.UPDATED ? Optional.ofNullable(last.published()) : Optional.empty();
    }

    /** Tells the mirror's brokers what it has published since the status before. */
    void announce(MirrorNode node, MirrorNodeStatus before, MirrorNodeStatus now) {
        Mirror mirror = mirrors.get(node.getMetadata().getUid());
        if (mirror == null || mirror.posts.isEmpty()) {
            return;
        }
        Map<String, Instant> known = before.projects().stream()
                .filter(project -> project.published() != null)
                .collect(Collectors.toMap(ProjectStatus::name, ProjectStatus::published));
        now.projects().stream()
                .filter(project -> project.published() != null)
                .filter(project -> !project.published().equals(known.get(project.name())))
                .forEach(project -> mirror.posts.values().forEach(post -> post.announce(project)));
    }

    /** How each source is; while one is new, what was known of it before stands. */
    List<PushStatus> statuses(MirrorNode node, NodeView view, MirrorNodeStatus before) {
        return Stream.concat(
                        Stream.ofNullable(mirrors.get(node.getMetadata().getUid()))
                                .flatMap(mirror -> mirror.posts.values().stream())
                                .map(post -> post.status(before.push())),
                        PushSources.webhookStatus(view, secrets).stream())
                .sorted(Comparator.comparing(PushStatus::source))
                .toList();
    }

    /** The next moment at which time alone changes a status. */
    Optional<Instant> nextChange(MirrorNode node, NodeView view, Instant now) {
        return Stream.concat(
                        Stream.ofNullable(mirrors.get(node.getMetadata().getUid()))
                                .flatMap(mirror -> mirror.posts.values().stream())
                                .flatMap(post -> post.state().nextChange(now).stream()),
                        PushSources.webhook(view, secrets).map(_ -> now.plus(SECRET_AGAIN)).stream())
                .min(Comparator.naturalOrder());
    }

    /** One MirrorNode. */
    private final class Mirror {
        private final MirrorNode node;
        private final Map<String, Post> posts = new ConcurrentHashMap<>();
        private final Map<String, Spoken> spoken = new ConcurrentHashMap<>();

        Mirror(MirrorNode node) {
            this.node = node;
        }

        synchronized void keep(List<PushSources.Source> sources) {
            Map<String, PushSources.Source> wanted =
                    sources.stream().collect(Collectors.toMap(PushSources.Source::name, each -> each));
            posts.values().removeIf(post -> {
                boolean isOver = !post.fits(wanted.get(post.source.name()));
                if (isOver) {
                    post.close();
                }
                return isOver;
            });
            wanted.forEach((name, source) ->
                    posts.computeIfAbsent(name, _ -> new Post(this, source).open()).source = source);
        }

        void speak(String project) {
            if (spoken.computeIfAbsent(project, _ -> new Spoken()).at(clock.instant())) {
                wake();
            }
        }

        void wake() {
            events.accept(ResourceID.fromResource(node));
        }
    }

    /** One broker of a mirror. */
    private final class Post implements BrokerLink.Hearer {
        private final Mirror mirror;
        private volatile PushSources.Source source;
        private volatile BrokerLink link;

        Post(Mirror mirror, PushSources.Source source) {
            this.mirror = mirror;
            this.source = source;
        }

        Post open() {
            if (!source.isIdle()) {
                link = BrokerLink.open(source.wanted(), this, Patience.USUAL, clock);
            }
            return this;
        }

        void close() {
            if (link != null) {
                link.close();
            }
        }

        /** Whether what is kept open is what is wanted. */
        boolean fits(PushSources.Source other) {
            return other != null
                    && other.isIdle() == source.isIdle()
                    && Objects.equals(other.wanted(), source.wanted());
        }

        LinkState state() {
            return link == null ? LinkState.NEW : link.state();
        }

        void announce(ProjectStatus project) {
            source.announces()
                    .ifPresent(topic -> link.announce(
                            topic + project.name(), project.published().toString()));
        }

        PushStatus status(List<PushStatus> before) {
            String name = source.name();
            if (source.isIdle()) {
                return new PushStatus(
                        name,
                        false,
                        "No project of this mirror has topics, and follow names no mirror: nothing could be heard there.");
            }
            LinkState state = state();
            return state.trouble(clock.instant())
                    .map(why -> new PushStatus(
                            name, false, "The broker cannot be listened to and is tried again and again: " + why + "."))
                    .or(() -> state.once()
                            ? Optional.of(new PushStatus(name, true, null))
                            : before.stream()
                                    .filter(known -> name.equals(known.source()))
                                    .findFirst())
                    .orElseGet(() -> new PushStatus(name, false, null));
        }

        @Override
        public void heard(Message message) {
            List<String> projects = source.wakes().stream()
                    .filter(wake -> wake.isBy(message))
                    .map(Wake::project)
                    .distinct()
                    .toList();
            PushOutcome outcome = message.retained()
                    ? PushOutcome.RETAINED
                    : projects.isEmpty() ? PushOutcome.UNKNOWN : PushOutcome.WOKE;
            metrics.counted(source.name(), outcome);
            if (outcome == PushOutcome.WOKE) {
                projects.forEach(mirror::speak);
            }
        }

        @Override
        public void unfit(PushOutcome outcome) {
            metrics.counted(source.name(), outcome);
        }

        /** Upstreams with a probe are asked by it, which costs them less than a run. */
        @Override
        public void missed() {
            source.wakes().stream()
                    .map(Wake::project)
                    .distinct()
                    .filter(project -> !news.hasten(mirror.node, project))
                    .forEach(mirror::speak);
        }

        @Override
        public void changed() {
            mirror.wake();
        }
    }
}
