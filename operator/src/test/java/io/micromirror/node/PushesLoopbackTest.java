package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.ProjectState;
import io.micromirror.api.ProjectStatus;
import io.micromirror.api.PushStatus;
import io.micromirror.change.Sighting;
import io.micromirror.push.Logged;
import io.micromirror.push.Mosquitto;
import io.micromirror.push.PushMetrics;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.SyncResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manifest says of brokers, with a real one. */
class PushesLoopbackTest {
    private static final MirrorNodeStatus NOTHING = new MirrorNodeStatus(null, null, null, null, null, null);
    private static final String PROJECTS = """
            ---
            kind: MirrorProject
            metadata: {name: epel, namespace: n}
            spec:
              {title: E, path: epel, module: epel, layout: rpm, upstreams: ["rsync://u/e/"],
              topics: [{filter: rsync/mirror.fcix.net/fedora}]}
            ---
            kind: MirrorProject
            metadata: {name: fedora, namespace: n}
            spec:
              {title: F, path: fedora, module: fedora, layout: rpm, upstreams: ["rsync://u/f/"],
              topics: [{filter: rsync/mirror.fcix.net/fedora}]}
            ---
            kind: MirrorProject
            metadata: {name: alpine, namespace: n}
            spec:
              {title: A, path: alpine, module: alpine, layout: alpine, upstreams: ["rsync://u/a/"],
              topics: [{filter: "alpine/#", only: [edge]}]}
            """;

    private static final NodeView VIEW = Sightings.view("[{name: fedora}]");

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger events = new AtomicInteger();
    private final NewsWatch news = new NewsWatch(
            _ -> new Sighting.Unseen("nobody is asked here"), Clock.systemUTC(), RandomGenerator.getDefault());
    private final List<MirrorNode> kept = new ArrayList<>();
    private Pushes pushes;
    private Mosquitto broker;

    @BeforeEach
    void start() throws IOException {
        broker = Mosquitto.open(folder);
        pushes = new Pushes(folder, news, new PushMetrics(registry), Clock.systemUTC());
        pushes.tell(_ -> events.incrementAndGet());
    }

    @AfterEach
    void stop() {
        kept.forEach(pushes::forget);
        broker.close();
    }

    @Test
    void oneMessageWakesSeveralAndAThousandAreOne() throws IOException {
        Mirror mirror = mirror("leaf", "");
        events.set(0);
        broker.publish("rsync/mirror.fcix.net/fedora", "-n", "--repeat", "1000");
        broker.publish("alpine/v3.23");

        await().until(() -> count("woke") == 1000 && count("unknown") == 1);
        assertThat(mirror.asked()).containsOnlyKeys("epel", "fedora");
        assertThat(events).describedAs("looks at the mirror").hasValueLessThanOrEqualTo(3);
        broker.publish("alpine/v3.22", "-m", "edge/main/x86_64");
        await().until(() -> mirror.asked().containsKey("alpine"));
    }

    @Test
    void whatARunHasBegunAfterIsAskedNoMoreAndItsPublishIsMeasured() throws IOException {
        Mirror mirror = mirror("leaf", "");
        broker.publish("alpine/edge");
        await().until(() -> !mirror.asked().isEmpty());

        Instant began = Instant.now().plusSeconds(1);
        assertThat(mirror.asked(result(began, began.plusSeconds(2)))).isEmpty();
        assertThat(registry.get("micromirror.push.published").timer().count()).isEqualTo(1);
        mirror.asked(result(began, began.plusSeconds(2)));
        assertThat(registry.get("micromirror.push.published").timer().count()).isEqualTo(1);
    }

    /** Unknown topics, odd ones, binary payloads, what is kept, and calls without the right token. */
    @Test
    void aFloodIsCountedAndNotLogged() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, '(', 0, (byte) 0xFF});
        Files.writeString(Files.createDirectory(folder.resolve("push")).resolve("token"), "0123456789abcdef");
        try (Logged log = new Logged()) {
            mirror("leaf", "", "webhook: {secretName: push}");
            broker.publish("alpine/v3.23", "-n", "--repeat", "300");
            broker.publish("alpine/../../etc/passwd", "-f", binary.toString(), "--repeat", "300");
            broker.publish("alpine/kept", "-r", "-m", "edge");
            for (int i = 0; i < 1000; i++) {
                pushes.webhook().call("POST", URI.create("/push/leaf/fedora?token=wrong" + i), Optional.empty());
                pushes.webhook().call("POST", URI.create("/push/nobody/fedora"), Optional.empty());
            }

            await().until(() -> count("unknown") == 600 && count("woke") == 1);
            assertThat(count("refused")).isEqualTo(2000);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aMirrorFollowsTheOneThatAnnounces() {
        Mirror hub = mirror("hub", "announce: true");
        Mirror leaf = mirror("leaf", "follow: [hub.example.net]");
        Instant published = Instant.parse("2026-11-23T12:00:00Z");
        MirrorNodeStatus now = status(published);
        pushes.announce(hub.node(), NOTHING, now);

        await().until(() -> leaf.asked().containsKey("fedora"));
        assertThat(leaf.asked()).containsOnlyKeys("fedora");
        assertThat(hub.asked()).isEmpty();
        pushes.announce(hub.node(), now, now);
        pushes.announce(hub.node(), now, status(published.plusSeconds(9)));
        await().until(() -> count("woke") == 2);
    }

    @Test
    void whatIsWrongWithABrokerIsToldAndWhatIsRightToo() {
        Mirror mirror = mirror("leaf", "");
        String source = broker.url().toString();
        assertThat(mirror.statuses(NOTHING)).containsExactly(new PushStatus(source, true, null));
        broker.stop();
        await().untilAsserted(() -> assertThat(mirror.statuses(NOTHING))
                .containsExactly(new PushStatus(
                        source,
                        false,
                        "The broker cannot be listened to and is tried again and again: Connection refused.")));
    }

    @Test
    void aBrokerFromWhichNothingCouldBeHeardIsNotConnectedTo() {
        MirrorNode node = node("leaf", "[{name: fedora}]", "", "");
        pushes.watch(node, Manifests.view(yaml("leaf", "[{name: none}]", "")));
        kept.add(node);
        assertThat(pushes.statuses(node, VIEW, NOTHING))
                .first()
                .satisfies(status -> assertThat(status.message()).startsWith("No project of this mirror has topics"));
    }

    @Test
    void onesThatStartAnewSayWhatWasKnownBefore() {
        MirrorNode node = node("leaf", "[{name: fedora}]", "", "");
        PushStatus before = new PushStatus(broker.url().toString(), true, null);
        broker.stop();
        pushes.watch(node, Manifests.view(yaml("leaf", "[{name: fedora}]", "")));
        kept.add(node);
        assertThat(pushes.statuses(node, VIEW, NOTHING.with(List.of(before)))).hasSize(1);
    }

    private long count(String outcome) {
        return Optional.ofNullable(registry.find("micromirror.push.messages")
                        .tag("outcome", outcome)
                        .counter())
                .map(counter -> (long) counter.count())
                .orElse(0L);
    }

    private static MirrorNodeStatus status(Instant published) {
        return new MirrorNodeStatus(
                1L,
                null,
                List.of(new ProjectStatus("fedora", ProjectState.PUBLISHED, null, published, null, null, null, null)),
                null,
                null,
                null);
    }

    private static SyncResult result(Instant started, Instant published) {
        return new SyncResult(
                "alpine",
                "alpine",
                "alpine",
                "A",
                Outcome.UPDATED,
                "",
                null,
                "",
                started,
                published,
                0,
                0,
                0,
                0,
                null,
                null,
                published,
                published,
                null,
                null);
    }

    /** One that listens already. */
    private Mirror mirror(String name, String rest) {
        return mirror(name, rest, "");
    }

    private Mirror mirror(String name, String rest, String webhook) {
        String projects = "[{name: epel}, {name: fedora}, {name: alpine}]";
        String yaml =
                yaml(name, projects, rest).replace("push: {", "push: {" + (webhook.isEmpty() ? "" : webhook + ", "));
        Mirror mirror = new Mirror(node(name, projects, rest, name), Manifests.view(yaml));
        pushes.watch(mirror.node(), mirror.view());
        kept.add(mirror.node());
        await().until(() -> mirror.statuses(NOTHING).stream().allMatch(PushStatus::listening));
        return mirror;
    }

    private MirrorNode node(String name, String projects, String rest, String uid) {
        MirrorNode node = Manifests.nodes(yaml(name, projects, rest)).getFirst();
        node.getMetadata().setUid(uid);
        return node;
    }

    private String yaml(String name, String projects, String rest) {
        return """
                kind: MirrorNode
                metadata: {name: %1$s, namespace: n}
                spec:
                  hostname: %1$s.example.net
                  projects: %2$s
                  push: {mqtt: [{url: "%3$s"%4$s}]}
                """.formatted(name, projects, broker.url(), rest.isEmpty() ? "" : ", " + rest) + PROJECTS;
    }

    private final class Mirror {
        private final MirrorNode node;
        private final NodeView view;

        Mirror(MirrorNode node, NodeView view) {
            this.node = node;
            this.view = view;
        }

        MirrorNode node() {
            return node;
        }

        NodeView view() {
            return view;
        }

        Map<String, Instant> asked(SyncResult... results) {
            return pushes.asked(node, view, Sightings.serving(results));
        }

        List<PushStatus> statuses(MirrorNodeStatus before) {
            return pushes.statuses(node, view, before);
        }
    }
}
