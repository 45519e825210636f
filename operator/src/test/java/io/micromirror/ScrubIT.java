package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A disk that lost a byte: the mirror's own CronJob finds it, fetches the file again, and status and events tell of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScrubIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String TREE = "/srv/trouble/reader/read-again";
    private static final Path UPSTREAM =
            Path.of("").toAbsolutePath().resolveSibling("examples/quickstart/upstream.yaml");

    private Cluster cluster;

    @BeforeAll
    void mirrorOfAnRpmRepository() throws IOException {
        cluster = Cluster.get();
        // One of its own, because others change what theirs has.
        cluster.apply(Files.readString(UPSTREAM).replace("upstream", "cellar"));
        cluster.kubectl("rollout", "status", "deployment/cellar", "--timeout=120s");
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorProject
                metadata: {name: read-again}
                spec: {title: T, path: read-again, module: read-again, layout: rpm, upstreams: ["rsync://cellar/rpm/"]}
                ---
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata: {name: reader}
                spec:
                  hostname: reader.example.net
                  storage: {path: /srv/trouble/reader}
                  http: {port: 8095}
                  rsync: {port: 8795}
                  scrub: {days: 1}
                  projects: [{name: read-again}]
                """);
        cluster.kubectl("wait", "--for=condition=Ready", "--timeout=180s", "mirrornode/reader");
    }

    @AfterAll
    void clean() {
        cluster.kubectl("delete", "job", "read-now", "--ignore-not-found");
        cluster.kubectl("delete", "mirrornode", "reader", "--wait=true");
        cluster.kubectl("delete", "mirrorproject", "read-again");
        cluster.kubectl("delete", "deployment,service", "cellar");
    }

    @Test
    void aByteThatTheDiskLostIsFoundAndFetchedAgain() {
        String rpm =
                cluster.box("find", TREE, "-name", "*.rpm").lines().findFirst().orElseThrow();
        String whole = sum(rpm);
        cluster.box(
                "sh",
                "-c",
                "touch -r %1$s /tmp/then && printf '\\377\\000' | dd of=%1$s bs=1 seek=300 conv=notrunc && touch -r /tmp/then %1$s"
                        .formatted(rpm));
        assertThat(sum(rpm)).as("it is damaged").isNotEqualTo(whole);

        cluster.kubectl("create", "job", "read-now", "--from=cronjob/reader-scrub");

        await().atMost(SOON).untilAsserted(() -> assertThat(sum(rpm)).isEqualTo(whole));
        await().atMost(SOON).untilAsserted(() -> assertThat(scrub()).isEqualTo("1 1"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(cluster.kubectl(
                                        "get",
                                        "events",
                                        "--field-selector=involvedObject.name=reader,reason=ScrubMended",
                                        "--output=jsonpath={.items[*].message}"))
                                .matches(
                                        "read-again: of [0-9]+ files that were read 1 were damaged, and 1 are mended; none is left\\."));
    }

    /** Bad and mended. */
    private String scrub() {
        return cluster.kubectl(
                "get",
                "mirrornode",
                "reader",
                "--output=jsonpath={range .status.projects[*].scrub}{.bad} {.mended}{end}");
    }

    private String sum(String file) {
        return cluster.box("sha256sum", file);
    }
}
