package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micromirror.node.ApproveDeletesCommand;
import io.micromirror.node.PurgeCommand;
import io.micromirror.node.ReclaimCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An upstream that lost most of its files: nothing goes before a person says so, and what must go now goes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionsIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path UPSTREAM =
            Path.of("").toAbsolutePath().resolveSibling("examples/quickstart/upstream.yaml");

    private Cluster cluster;

    @BeforeAll
    void mirrorOfFiftyFiles() throws IOException {
        cluster = Cluster.get();
        // One of its own, because others count on what theirs has published.
        cluster.apply(Files.readString(UPSTREAM).replace("upstream", "attic"));
        cluster.kubectl("rollout", "status", "deployment/attic", "--timeout=120s");
        attic("mkdir -p /srv/upstream/rpm/many && cd /srv/upstream/rpm/many && touch $(seq 50)");
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorProject
                metadata: {name: many}
                spec:
                  {title: T, path: many, module: many, layout: plain, upstreams: ["rsync://attic/rpm/many/"], schedule: {minSeconds: 0}}
                ---
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata: {name: keeper}
                spec:
                  hostname: keeper.example.net
                  storage: {path: /srv/trouble/keeper}
                  http: {port: 8094}
                  rsync: {port: 8794}
                  projects: [{name: many}]
                """);
        cluster.kubectl("wait", "--for=condition=Ready", "--timeout=180s", "mirrornode/keeper");
    }

    @AfterAll
    void clean() {
        cluster.kubectl("delete", "mirrornode", "keeper", "--wait=true");
        cluster.kubectl("delete", "mirrorproject", "many", "few", "--ignore-not-found");
        cluster.kubectl("delete", "deployment,service", "attic");
    }

    @Test
    void waitForAPersonWhoApprovesAndPurges() {
        attic("cd /srv/upstream/rpm/many && rm $(seq 1 40)");
        cluster.kubectl("annotate", "mirrornode", "keeper", "micromirror.io/sync-now=1");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(held())
                        .isEqualTo("True The upstream of many dropped 40 files, more than maxDelete allows: they stay."
                                + " If they are to go: micromirror approve-deletes keeper many."));
        assertThat(answer("7")).isEqualTo("200");

        assertThat(new Terminal(cluster).complaint(new ApproveDeletesCommand(), "keeper", "many"))
                .isEmpty();
        await().atMost(SOON).untilAsserted(() -> assertThat(held()).isEmpty());
        assertThat(answer("7")).as("clients may still know of it").isEqualTo("200");

        assertThat(new Terminal(cluster).complaint(new PurgeCommand(), "keeper", "many", "7"))
                .isEmpty();
        await().atMost(SOON).untilAsserted(() -> assertThat(answer("7")).isEqualTo("404"));
        assertThat(answer("8")).as("only what was named goes").isEqualTo("200");
        assertThat(answer("50")).isEqualTo("200");
    }

    @Test
    void dataOfAProjectOffTheListGoesWhenAPersonSaysSo() {
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorProject
                metadata: {name: few}
                spec: {title: T, path: few, module: few, layout: plain, upstreams: ["rsync://attic/rpm/many/"]}
                """);
        projects("[{\"name\":\"many\"},{\"name\":\"few\"}]", 604_800);
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).isEqualTo("Published Published"));
        assertThat(reclaim()).contains("carries few; take it off spec.projects first.");

        projects("[{\"name\":\"many\"}]", 604_800);
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).isEqualTo("Published Retiring"));
        assertThat(reclaim()).contains("few is still served. ");

        projects("[{\"name\":\"many\"}]", 0);
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).isEqualTo("Published Unclaimed"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(attic("curl --silent --output /dev/null --write-out '%{http_code}' http://"
                                        + cluster.address() + ":8094/few/50"))
                                .isEqualTo("404"));
        assertThat(cluster.box("ls", "/srv/trouble/keeper")).contains("few");

        assertThat(reclaim()).isEmpty();
        await().atMost(SOON).untilAsserted(() -> assertThat(states()).isEqualTo("Published"));
        assertThat(cluster.box("ls", "/srv/trouble/keeper"))
                .doesNotContain("few")
                .contains("many");
    }

    private String reclaim() {
        return new Terminal(cluster).complaint(new ReclaimCommand(), "keeper", "few");
    }

    private void projects(String list, int retireAfterSeconds) {
        cluster.kubectl(
                "patch",
                "mirrornode",
                "keeper",
                "--type=merge",
                "--patch={\"spec\":{\"retireAfterSeconds\":" + retireAfterSeconds + ",\"projects\":" + list + "}}");
    }

    private String states() {
        return cluster.kubectl("get", "mirrornode", "keeper", "--output", "jsonpath={.status.projects[*].state}");
    }

    private String held() {
        return cluster.kubectl(
                "get",
                "mirrornode",
                "keeper",
                "--output",
                "jsonpath={range .status.conditions[?(@.type==\"DeletionsHeld\")]}{.status} {.message}{end}");
    }

    private String answer(String file) {
        return attic("curl --silent --output /dev/null --write-out '%{http_code}' http://" + cluster.address()
                + ":8094/many/" + file);
    }

    private String attic(String script) {
        return cluster.kubectl("exec", "deploy/attic", "--", "bash", "-c", script);
    }
}
