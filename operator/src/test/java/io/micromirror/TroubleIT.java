package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What admission cannot see ends in a condition that says which field, why and what to do; everything else goes on. */
class TroubleIT {
    private static final String PROJECT = """
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorProject
            metadata: {name: %s}
            spec: {title: T, path: %s, module: %s, layout: plain, upstreams: ["%s"]}
            ---
            """;
    private static Cluster cluster;

    @BeforeAll
    static void upstream() {
        cluster = Cluster.get();
        cluster.kubectl("apply", "--filename", "/examples/quickstart/upstream.yaml");
        cluster.kubectl("rollout", "status", "deployment/upstream", "--timeout=120s");
        cluster.apply(PROJECT.formatted("good", "good", "good", "rsync://upstream/rpm/")
                + PROJECT.formatted("nested", "good/inside", "nested", "rsync://upstream/rpm/")
                + PROJECT.formatted("no-module", "no-module", "no-module", "rsync://upstream/nothing/")
                + PROJECT.formatted("no-host", "no-host", "no-host", "rsync://nobody.invalid/rpm/")
                + PROJECT.formatted("no-daemon", "no-daemon", "no-daemon", "rsync://127.0.0.1:9/rpm/")
                + PROJECT.formatted(
                        "no-answer", "no-answer", "no-answer", "rsync://" + cluster.address() + ":99/rpm/"));
        cluster.box("iptables", "--insert", "INPUT", "--protocol", "tcp", "--dport", "99", "--jump", "DROP");
    }

    @AfterEach
    void clean() {
        cluster.kubectl("delete", "mirrornodes", "trouble", "junior", "--ignore-not-found", "--wait=true");
    }

    @Test
    void upstreamsThatRefuseAreNamedAndTheOthersGoOn() {
        node(
                "trouble",
                "/srv/trouble/refused",
                "{name: no-module}, {name: no-host}, {name: no-daemon}, {name: no-answer}, {name: good}");

        awaitCondition("trouble", "Ready", "False", "FirstSyncFailed");
        awaitProject("trouble", "good", "Published", "");
        awaitProject(
                "trouble",
                "no-module",
                "FirstSync",
                "MirrorProject no-module, spec.upstreams: ",
                "Unknown module 'nothing'");
        awaitProject("trouble", "no-host", "FirstSync", "MirrorProject no-host, spec.upstreams: ", "nobody.invalid");
        awaitProject("trouble", "no-daemon", "FirstSync", "MirrorProject no-daemon, spec.upstreams: ", "127.0.0.1:9");
        awaitProject(
                "trouble",
                "no-answer",
                "FirstSync",
                "MirrorProject no-answer, spec.upstreams: ",
                ":99/rpm/ did not answer");
        assertThat(cluster.kubectl("get", "mirrornode", "trouble", "--output", "yaml"))
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void mendedUpstreamIsTriedAtOnce() {
        node("trouble", "/srv/trouble/mended", "{name: no-module}");
        awaitCondition("trouble", "Ready", "False", "FirstSyncFailed");
        node("trouble", "/srv/trouble/mended", "{name: no-module, upstream: \"rsync://upstream/rpm/\"}");
        awaitCondition("trouble", "Ready", "True", "Published");
    }

    @Test
    void unknownProjectAndSharedPathAreRejectedByName() {
        node("trouble", "/srv/trouble/rejected", "{name: good}, {name: nested}, {name: nope}");

        awaitCondition("trouble", "Ready", "False", "ProjectRejected");
        awaitProject("trouble", "nope", "Rejected", "spec.projects[name=nope]: there is no MirrorProject nope");
        awaitProject("trouble", "nested", "Rejected", "good and nested would share the path good");
        awaitProject("trouble", "good", "Published", "");
    }

    @Test
    void storageOutsideTheRootsIsRefused() {
        node("trouble", "/etc", "{name: good}");
        awaitCondition("trouble", "Ready", "False", "StorageNotAllowed");
        assertThat(cluster.kubectl("get", "deployments", "--output", "name")).doesNotContain("trouble");
    }

    @Test
    void secondMirrorOnOnePortNamesBothAndTheFirstGoesOn() {
        node("trouble", "/srv/trouble/senior", "{name: good}");
        awaitCondition("trouble", "Ready", "True", "Published");
        node("junior", "/srv/trouble/junior", "{name: good}");

        awaitCondition("junior", "Ready", "False", "Conflict");
        assertThat(get("junior", "{.status.conditions[?(@.type==\"Ready\")].message}"))
                .contains("MirrorNodes trouble and junior share port");
        awaitCondition("trouble", "Ready", "True", "Published");
    }

    @Test
    void diskThatIsNotMountedIsNeitherServedNorFilled() {
        node("trouble", "/srv/trouble/disk", "{name: good}");
        awaitCondition("trouble", "Ready", "True", "Published");
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(cluster.kubectl(
                                "get", "configmap", "trouble-serve", "--output", "jsonpath={.data.published}"))
                        .isEqualTo("good"));
        cluster.box("mv", "/srv/trouble/disk", "/srv/trouble/elsewhere");
        cluster.box("mkdir", "/srv/trouble/disk");
        cluster.kubectl("delete", "pods", "--selector=micromirror.io/node=trouble,app.kubernetes.io/component=serving");

        awaitCondition("trouble", "Serving", "False", "ContainerDied");
        assertThat(get("trouble", "{.status.conditions[?(@.type==\"Serving\")].message}"))
                .contains("Nothing of what this mirror published (good) is in /srv/trouble/disk: mount its disk");
        assertThat(cluster.box("ls", "--almost-all", "/srv/trouble/disk")).isEmpty();

        cluster.box("rmdir", "/srv/trouble/disk");
        cluster.box("mv", "/srv/trouble/elsewhere", "/srv/trouble/disk");
        awaitCondition("trouble", "Serving", "True", "Serving");
        awaitCondition("trouble", "Ready", "True", "Published");
    }

    private static void node(String name, String storage, String projects) {
        cluster.apply("""
                apiVersion: micromirror.io/v1alpha1
                kind: MirrorNode
                metadata: {name: %1$s}
                spec:
                  hostname: %1$s.example.net
                  storage: {path: %2$s}
                  http: {port: 8090}
                  rsync: {port: 8790}
                  projects: [%3$s]
                """.formatted(name, storage, projects));
    }

    private static void awaitCondition(String node, String type, String status, String reason) {
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(get(
                                node,
                                "{.status.conditions[?(@.type==\"" + type
                                        + "\")].status} {.status.conditions[?(@.type==\"" + type + "\")].reason}"))
                        .isEqualTo(status + " " + reason));
    }

    private static void awaitProject(String node, String project, String state, String... words) {
        String path = "{.status.projects[?(@.name==\"" + project + "\")]";
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            assertThat(get(node, path + ".state}")).isEqualTo(state);
            assertThat(get(node, path + ".message}")).contains(words);
        });
    }

    private static String get(String node, String jsonpath) {
        return cluster.kubectl("get", "mirrornode", node, "--output", "jsonpath=" + jsonpath);
    }
}
