package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micromirror.api.MirrorNode;
import io.micromirror.check.Glance;
import io.micromirror.check.Names;
import io.micromirror.observe.Change;
import io.micromirror.observe.Pace;
import io.micromirror.observe.RosterSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator makes of the list of its fleet, over real connections. */
class NeighbourhoodLoopbackTest {
    private static final Pace FAST = new Pace(Duration.ofMillis(50), Duration.ofMillis(20), 60);
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final MirrorNode node = new MirrorNode();
    private HttpServer server;
    private volatile String roster = "{}";
    private volatile Duration ahead = Duration.ZERO;
    private RosterSource source;

    @BeforeEach
    void start() throws IOException {
        node.setMetadata(new ObjectMetaBuilder()
                .withName("box")
                .withNamespace("n")
                .withUid("1")
                .build());
        node.setSpec(Sightings.view("[{name: fedora}]").spec());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean list = exchange.getRequestURI().getPath().equals("/fleet.json");
            byte[] bytes =
                    (list ? roster : "{\"hostname\":\"127.0.0.1\",\"projects\":[]}").getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Neighbourhood neighbourhood() {
        Glance glance = new Glance("test", FAST.patience(), Names.SYSTEM);
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fleet.json");
        source = new RosterSource(url, folder.resolve("fleet.json"), glance, Clock.systemUTC());
        return new Neighbourhood(
                source, glance, FAST, ((InstantSource) () -> Instant.now().plus(ahead)).withZone(ZoneOffset.UTC));
    }

    private static String mirror(String name, String hostname, int port) {
        return "{\"name\":\"%s\",\"hostname\":\"%s\",\"port\":%d}".formatted(name, hostname, port);
    }

    @Test
    void twoNeighboursAreWatchedAndWhatChangesIsTold() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        roster = "{\"version\":1,\"mirrors\":[%s,%s,%s]}"
                .formatted(
                        mirror("box", "box.example.net", 80),
                        mirror("up", "127.0.0.1", server.getAddress().getPort()),
                        mirror("gone", "127.0.0.1", nobody));
        Neighbourhood neighbourhood = neighbourhood();
        List<Change> changes = new ArrayList<>();

        await().atMost(SOON).untilAsserted(() -> {
            neighbourhood.read(node);
            changes.addAll(neighbourhood.changes(node));
            assertThat(metrics(neighbourhood))
                    .contains(
                            "micromirror_observe_level{node=\"box\",neighbour=\"up\"} 0",
                            "micromirror_observe_level{node=\"box\",neighbour=\"gone\"} 3",
                            "micromirror_observe_answers{node=\"box\",neighbour=\"up\",family=\"ipv4\"} 1",
                            "micromirror_observe_answers{node=\"box\",neighbour=\"gone\",family=\"ipv4\"} 0",
                            "micromirror_observe_fleet_mirrors{node=\"box\"} 3",
                            "micromirror_observe_fleet_problem{node=\"box\"} 0");
        });

        assertThat(metrics(neighbourhood)).noneMatch(line -> line.contains("neighbour=\"box\""));
        changes.addAll(neighbourhood.changes(node));
        List<Event> events = changes.stream()
                .filter(NeighbourEvents::isWorthIt)
                .map(change -> NeighbourEvents.event(node, change))
                .toList();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("NeighbourDown");
            assertThat(event.getMessage())
                    .isEqualTo("gone (http://127.0.0.1:%d/) is DOWN, as seen from here: IPv4: refused the connection."
                            .formatted(nobody));
        });
        assertThat(neighbourhood.read(node)).isEqualTo(neighbourhood.read(node)).hasSize(1);

        neighbourhood.keep(List.of());
        assertThat(neighbourhood.sightings(node)).isEmpty();
    }

    @Test
    void whatIsSeenIsPublicAQuarterOfADayLaterAndOutlivesTheProcess() {
        roster = "{\"version\":1,\"mirrors\":[%s,%s]}"
                .formatted(
                        mirror("box", "box.example.net", 80),
                        mirror("up", "127.0.0.1", server.getAddress().getPort()));
        Neighbourhood neighbourhood = neighbourhood();
        assertThat(neighbourhood.sightings(node, "").json()).isEmpty();
        Set<Neighbourhood.Seen> before = awaitUp(neighbourhood);

        ahead = Duration.ofHours(6);
        Set<Neighbourhood.Seen> after = neighbourhood.read(node);
        assertThat(after).as("a reading that wakes the mirror").isNotEqualTo(before);
        String told = neighbourhood.sightings(node, "").json();
        assertThat(told).contains("\"name\":\"up\"").containsPattern("\"ipv4\":\"[0-9a-z]*1u\"");

        Neighbourhood next = neighbourhood();
        assertThat(next.sightings(node, told).json()).isEqualTo(told);
        awaitUp(next);
        ahead = Duration.ofHours(12);
        next.read(node);
        assertThat(next.sightings(node, told).json())
                .startsWith(told.substring(0, told.indexOf("ipv4")))
                .isNotEqualTo(told);
    }

    private Set<Neighbourhood.Seen> awaitUp(Neighbourhood neighbourhood) {
        return await().atMost(SOON)
                .until(
                        () -> neighbourhood.read(node),
                        seen -> seen.stream()
                                .anyMatch(each -> "UP".equals(each.words().get("up"))));
    }

    @Test
    void aListThatIsNoneIsToldAndNobodyIsWatched() {
        Neighbourhood neighbourhood = neighbourhood();

        await().atMost(SOON).untilAsserted(() -> {
            neighbourhood.read(node);
            assertThat(source.problem()).endsWith("/fleet.json is no fleet.json of version 1");
        });
        assertThat(metrics(neighbourhood)).contains("micromirror_observe_fleet_problem{node=\"box\"} 1");
        assertThat(neighbourhood.read(node)).isEmpty();
    }

    private List<String> metrics(Neighbourhood neighbourhood) {
        return neighbourhood.metrics(List.of(node)).toString().lines().toList();
    }
}
