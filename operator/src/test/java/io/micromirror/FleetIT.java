package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The chart's values of a fleet: the operator reads the list, watches its neighbours, and tells of them at the node's own port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetIT {
    private static final Duration SOON = Duration.ofMinutes(4);
    private static final int METRICS = 8188;
    private static final String MIRROR = """
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorNode
            metadata: {name: %1$s}
            spec:
              hostname: %2$s
              storage: {path: /srv/trouble/%1$s}
              http: {port: %3$d}
              rsync: {port: %4$d}
              sync: {paused: true}
              projects: [{name: list}]
            ---
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private Cluster cluster;
    private String address;

    @BeforeAll
    void start() {
        cluster = Cluster.get();
        address = cluster.address();
        // One of the mirrors is the web server that holds the list.
        cluster.box("sh", "-c", """
                umask 022; mkdir -p /srv/trouble/up/list; cat >/srv/trouble/up/list/fleet.json <<'END'
                {"version":1,"mirrors":[
                  {"name":"watcher","hostname":"watcher.example.net","port":8100},
                  {"name":"up","hostname":"%s","port":8101},
                  {"name":"gone","hostname":"127.0.0.2","port":9}]}
                END
                chown -R 9001:9001 /srv/trouble/up""".formatted(address));
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorProject
                metadata: {name: list}
                spec: {title: L, path: list, module: list, layout: plain, upstreams: ["rsync://nobody.invalid/x/"]}
                ---
                """
                + MIRROR.formatted("watcher", "watcher.example.net", 8100, 8800)
                + MIRROR.formatted("up", address, 8101, 8801));
        cluster.kubectl("wait", "--for=condition=Serving", "--timeout=180s", "mirrornode/up");
        values("fleet.roster=http://" + address + ":8101/list/fleet.json", "operator.hostPort=" + METRICS);
    }

    @AfterAll
    void stop() {
        values("fleet.roster=", "operator.hostPort=0");
        cluster.kubectl("delete", "mirrornodes", "watcher", "up", "--ignore-not-found", "--wait=true");
        cluster.kubectl("delete", "mirrorproject", "list");
    }

    @Test
    void neighboursAreWatchedAndWhoIsGoneIsTold() {
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(metrics())
                        .contains(
                                "micromirror_observe_level{node=\"watcher\",neighbour=\"up\"} 0",
                                "micromirror_observe_level{node=\"watcher\",neighbour=\"gone\"} 3",
                                "micromirror_observe_fleet_mirrors{node=\"watcher\"} 3",
                                "micromirror_observe_fleet_problem{node=\"watcher\"} 0"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(cluster.kubectl(
                                        "get",
                                        "events",
                                        "--field-selector=involvedObject.name=watcher,reason=NeighbourDown",
                                        "--output",
                                        "jsonpath={.items[*].message}"))
                                .isEqualTo(
                                        "gone (http://127.0.0.2:9/) is DOWN, as seen from here: IPv4: refused the connection."));
    }

    /** As a fleet's Prometheus asks, from another machine. */
    private String metrics() throws IOException, InterruptedException {
        URI url = URI.create("http://" + address + ":" + METRICS + "/metrics");
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
    }

    private void values(String fleet, String port) {
        cluster.helm("upgrade", "micromirror", "/chart", "--reuse-values", "--wait", "--set", fleet, "--set", port);
    }
}
