package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.ProjectState;
import io.micromirror.api.ProjectStatus;
import io.micromirror.check.Asker;
import io.micromirror.check.Round;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How it is found out that a distribution lists the mirror no more, from lists fetched over real connections. */
class DelistingsLoopbackTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String OTHERS = IntStream.range(0, 20)
            .mapToObj("http://mirror%d.example.net/p/%n"::formatted)
            .collect(Collectors.joining());
    private static final String WITH_US = OTHERS + "http://box.example.net/gone/\n";
    private static final String ERROR_PAGE = "We are sorry. http://status.example.net/";

    @TempDir
    private Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private volatile String list = OTHERS;
    private volatile Duration ahead = Duration.ZERO;
    private HttpServer server;
    private Delistings delistings;
    private MirrorNode node;
    private Map<String, MirrorProject> catalogue;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/list", exchange -> {
            asked.incrementAndGet();
            byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        InstantSource clock = () -> NOON.plus(ahead);
        // Lists are kept by the machine's own clock, so that each look has a folder of its own here.
        AtomicInteger looks = new AtomicInteger();
        Round round = new Round(checker -> Asker.of(
                checker,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                folder.resolve(String.valueOf(looks.incrementAndGet()))));
        delistings = new Delistings(round, new Semaphore(1), clock.withZone(ZoneOffset.UTC));
        String manifests = """
                kind: MirrorNode
                metadata: {name: box, namespace: n, uid: "1"}
                spec: {hostname: box.example.net, projects: [{name: stays}]}
                ---
                kind: MirrorProject
                metadata: {name: gone, namespace: n}
                spec:
                  {title: G, path: gone, module: gone, layout: plain, upstreams: ["rsync://u/g/"],
                   checks: [{name: base, baseUrl: {}}, {name: listed, distroVerdict: {feed: "http://localhost:%d/list"}}]}
                """.formatted(server.getAddress().getPort());
        node = Manifests.nodes(manifests).getFirst();
        catalogue = Map.of("gone", Manifests.projects(manifests).getFirst());
        retired(NOON);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void twoListsADayApartWithoutTheMirrorEndItsTime() {
        assertThat(look(0)).isEmpty();
        ahead = Duration.ofHours(23);
        assertThat(delistings.read(node, catalogue)).isEmpty();
        assertThat(look(24)).containsExactly("gone");
        assertThat(asked).hasValue(2);
    }

    @Test
    void listThatNamesTheMirrorOrIsNoneStartsTheDayAnew() {
        assertThat(look(0)).isEmpty();
        list = ERROR_PAGE;
        assertThat(look(24)).isEmpty();
        list = OTHERS;
        assertThat(look(48)).isEmpty();
        list = WITH_US;
        assertThat(look(72)).isEmpty();
        list = OTHERS;
        assertThat(look(96)).isEmpty();
        assertThat(look(120)).containsExactly("gone");
    }

    @Test
    void projectThatCameBackInBetweenHasItsWholeTimeAgain() {
        assertThat(look(0)).isEmpty();
        retired(NOON.plus(Duration.ofHours(20)));
        assertThat(look(24)).isEmpty();
        assertThat(look(48)).containsExactly("gone");
    }

    @Test
    void nobodyAsksForWhatIsOnTheListOrOver() {
        look(0);
        node.setStatus(null);
        assertThat(delistings.read(node, catalogue)).isEmpty();
        retired(NOON);
        catalogue = Map.of();
        ahead = Duration.ofDays(2);
        assertThat(delistings.read(node, catalogue)).isEmpty();
        assertThat(asked).hasValue(1);
    }

    private void retired(Instant since) {
        ProjectStatus gone = new ProjectStatus("gone", ProjectState.RETIRING, null, NOON, NOON, null, null, null)
                .retired(since, null);
        node.setStatus(new MirrorNodeStatus(1L, List.of(), List.of(gone), null, null, null));
    }

    /** The next look, so many hours after noon, and what is known after it. */
    private Set<String> look(int hours) {
        int before = asked.get();
        ahead = Duration.ofHours(hours);
        await().until(() -> {
            delistings.read(node, catalogue);
            return asked.get() > before && delistings.isIdle();
        });
        return delistings.read(node, catalogue);
    }
}
