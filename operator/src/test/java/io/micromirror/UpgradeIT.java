package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From the chart of the commit before this one to this one's, with one field added. */
class UpgradeIT {
    private static final String NODE = "{\"name\":\"older\",\"spec\":{\"hostname\":\"older.example.net\","
            + "\"storage\":{\"path\":\"/srv/trouble/older\"},\"http\":{\"port\":8072},\"rsync\":{\"port\":8772},"
            + "\"sync\":{\"paused\":true},\"projects\":[{\"name\":\"ubuntu-releases\"}]}}";
    private static final String SCHEMA = "jsonpath={.items[*].spec.versions[0].schema}";

    private final Cluster cluster = Cluster.get();

    @Test
    void definitionsComeUpToDateAndTheMirrorAndItsDataStay() throws IOException {
        String definitions = definitions();
        Path older = chartOfTheCommitBefore();
        for (String file :
                new String[] {"mirrornodes.micromirror.io-v1.yaml", "mirrorprojects.micromirror.io-v1.yaml"}) {
            assertThat(cluster.tryApply(
                                    Files.readString(older.resolve("crds").resolve(file)),
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
                "storageRoots={/srv/trouble}",
                "--set-json",
                "node=" + NODE);
        await().atMost(Duration.ofMinutes(2)).until(this::answers);
        cluster.box("sh", "-c", "mkdir -p /srv/trouble/older/debian && echo kept >/srv/trouble/older/debian/file");
        String uid = mirror("{.metadata.uid}");

        helm("upgrade", "/chart", "--reuse-values", "--set", "node.spec.sponsor.name=You");

        assertThat(definitions()).isEqualTo(definitions);
        assertThat(mirror("{.metadata.uid} {.spec.sponsor.name} {.spec.hostname}"))
                .isEqualTo(uid + " You older.example.net");
        assertThat(answers()).isTrue();

        cluster.helm("uninstall", "older", "--namespace", "older", "--wait");

        assertThat(cluster.box("cat", "/srv/trouble/older/debian/file")).contains("kept");
        assertThat(definitions()).isEqualTo(definitions);
    }

    private void helm(String verb, String chart, String... more) {
        String[] command = new String[more.length + 6];
        System.arraycopy(new String[] {verb, "older", chart, "--namespace", "older", "--wait"}, 0, command, 0, 6);
        System.arraycopy(more, 0, command, 6, more.length);
        cluster.helm(command);
    }

    private boolean answers() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create("http://" + cluster.address() + ":8072/");
            return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                    .body()
                    .contains("older.example.net");
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

    /** A clone without that commit, as some builders make it, fetches it. */
    private static Path chartOfTheCommitBefore() throws IOException {
        Path folder = Files.createDirectories(Path.of("target/before"));
        String archive = "rm -rf " + folder.toAbsolutePath()
                + "/charts; git -C .. archive HEAD~1 charts/micromirror | tar -x -C " + folder.toAbsolutePath();
        Process git = new ProcessBuilder(
                        "bash",
                        "-c",
                        "set -o pipefail; git rev-parse -q --verify HEAD~1 >/dev/null || git fetch -q --deepen=1; "
                                + archive)
                .inheritIO()
                .start();
        assertThat(git.onExit().join().exitValue())
                .as("the commit before this one, from which to upgrade: in a shallow clone run git fetch --deepen=1")
                .isZero();
        return folder.resolve("charts/micromirror");
    }
}
