package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

/** From the chart and the image of the commit before this one to this one's, with one field added. */
class UpgradeIT {
    private static final int PORT = 8072;
    private static final String NODE = "{\"name\":\"older\",\"spec\":{\"hostname\":\"older.example.net\","
            + "\"storage\":{\"path\":\"/srv/trouble/older\"},\"http\":{\"port\":" + PORT
            + "},\"rsync\":{\"port\":8772},\"sync\":{\"paused\":true},"
            + "\"projects\":[{\"name\":\"ubuntu-releases\"}]}}";
    private static final String SCHEMA = "jsonpath={.items[*].spec.versions[0].schema}";
    private static final String FILE = "/srv/trouble/older/ubuntu-releases/big.iso";
    private static final long MIB = 1 << 20;
    private static final long BIG = 64 * MIB;
    private static final Duration SOON = Duration.ofMinutes(3);

    private final Cluster cluster = Cluster.get();

    @Test
    void definitionsComeUpToDateAndTheMirrorItsDataAndItsConnectionsStay() throws Exception {
        String definitions = definitions();
        install(CommitBefore.get());
        String uid = mirror("{.metadata.uid}");
        SlowDownload held = new SlowDownload(cluster.address(), PORT, "/ubuntu-releases/big.iso", MIB);
        Callers callers = new Callers(
                SocketFactory.getDefault(),
                new InetSocketAddress(cluster.address(), PORT),
                "HEAD /ubuntu-releases/big.iso HTTP/1.0\r\n\r\n",
                "HTTP/1.1 200 OK");

        helm(
                "upgrade",
                "/chart",
                "--reuse-values",
                "--set",
                "image.tag=0.1.0,serving.tag=0.1.0,node.spec.sponsor.name=You");
        await().atMost(SOON).untilAsserted(() -> assertThat(images()).doesNotContain(":before"));
        cluster.kubectl("rollout", "status", "deployment/older-serve", "--namespace=older", "--timeout=180s");

        assertThat(definitions()).isEqualTo(definitions);
        assertThat(mirror("{.metadata.uid} {.spec.sponsor.name} {.spec.hostname}"))
                .isEqualTo(uid + " You older.example.net");
        assertThat(held.running()).isTrue();
        assertThat(held.end()).isEqualTo(BIG);
        Callers.Told told = callers.end();
        assertThat(told.failures()).isEmpty();
        assertThat(told.answered()).isPositive();

        cluster.helm("uninstall", "older", "--namespace", "older", "--wait");

        assertThat(cluster.box("stat", "--format=%s", FILE).strip()).isEqualTo(Long.toString(BIG));
        assertThat(definitions()).isEqualTo(definitions);
    }

    /** As it was released then, with a file to serve. */
    private void install(CommitBefore before) throws IOException {
        before.buildImage();
        cluster.importImage(CommitBefore.IMAGE);
        cluster.box("sysctl", "-w", "net.ipv4.tcp_migrate_req=1");
        cluster.box(
                "sh",
                "-c",
                "umask 022; mkdir -p $(dirname " + FILE + "); head -c " + BIG + " /dev/zero >" + FILE
                        + "; chown -R 9001:9001 /srv/trouble/older");
        for (String file :
                new String[] {"mirrornodes.micromirror.io-v1.yaml", "mirrorprojects.micromirror.io-v1.yaml"}) {
            assertThat(cluster.tryApply(
                                    Files.readString(
                                            before.chart().resolve("crds").resolve(file)),
                                    "--server-side",
                                    "--force-conflicts",
                                    "--field-manager=helm")
                            .getExitCode())
                    .isZero();
        }
        helm(
                "install",
                "/target/before/charts/micromirror",
                "--create-namespace",
                "--set",
                "storageRoots={/srv/trouble},image.tag=before,serving.tag=before",
                "--set-json",
                "node=" + NODE);
        await().atMost(SOON).until(this::answers);
        assertThat(images()).contains(CommitBefore.IMAGE).doesNotContain(":0.1.0");
    }

    /** Which images the operator and the mirror are to run. */
    private String images() {
        return cluster.kubectl(
                "get",
                "deployments",
                "--namespace=older",
                "--output=jsonpath={.items[*].spec.template.spec.containers[*].image}");
    }

    private void helm(String verb, String chart, String... more) {
        String[] command = new String[more.length + 6];
        System.arraycopy(new String[] {verb, "older", chart, "--namespace", "older", "--wait"}, 0, command, 0, 6);
        System.arraycopy(more, 0, command, 6, more.length);
        cluster.helm(command);
    }

    private boolean answers() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI file = URI.create("http://" + cluster.address() + ":" + PORT + "/ubuntu-releases/big.iso");
            return client.send(HttpRequest.newBuilder(file).HEAD().build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String mirror(String fields) {
        return cluster.kubectl("get", "mirrornode", "older", "--namespace=older", "--output=jsonpath=" + fields);
    }

    private String definitions() {
        return cluster.kubectl(
                "get", "crd", "mirrornodes.micromirror.io", "mirrorprojects.micromirror.io", "--output", SCHEMA);
    }
}
