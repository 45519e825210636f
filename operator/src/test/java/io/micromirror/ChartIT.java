package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart, by a real Helm: the box of all tests was installed by it, with a mirror in its values. */
class ChartIT {
    private static final String SPARE = "{\"name\":\"spare\",\"spec\":{\"hostname\":\"spare.example.net\","
            + "\"storage\":{\"path\":\"/srv/trouble/spare\"},\"http\":{\"port\":8071},\"rsync\":{\"port\":8771},"
            + "\"sync\":{\"paused\":true},\"projects\":[{\"name\":\"ubuntu-releases\"}]}}";

    private final Cluster cluster = Cluster.get();

    @Test
    void firstInstallBringsTheDefinitionsAndTheMirrorOfItsValues() {
        assertThat(cluster.kubectl("get", "mirrornode", "from-values", "--output", "jsonpath={.spec.hostname}"))
                .isEqualTo("values.example.net");
    }

    @Test
    void upgradeBringsOlderDefinitionsUpToDate() {
        String columns = "jsonpath={.spec.versions[0].additionalPrinterColumns[*].name}";
        String current = cluster.kubectl("get", "crd", "mirrornodes.micromirror.io", "--output", columns);
        cluster.kubectl(
                "patch",
                "crd",
                "mirrornodes.micromirror.io",
                "--type=json",
                "--patch",
                "[{\"op\":\"remove\",\"path\":\"/spec/versions/0/additionalPrinterColumns/0\"}]");

        cluster.helm("upgrade", "micromirror", "/chart", "--reuse-values", "--wait");

        assertThat(cluster.kubectl("get", "crd", "mirrornodes.micromirror.io", "--output", columns))
                .isEqualTo(current);
        assertThat(cluster.kubectl("get", "jobs,clusterroles", "--output", "name"))
                .doesNotContain("micromirror-crds");
    }

    @Test
    void helmTestAsksTheOperator() {
        assertThat(cluster.helm("test", "micromirror")).contains("Succeeded");
    }

    @Test
    void theCatalogueIsThereAndTheApiServerKnowsEachOfItsFields() throws IOException {
        List<String> names = new ArrayList<>();
        StringBuilder manifests = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("../charts/micromirror/catalogue"))) {
            for (Path file : files.sorted().toList()) {
                names.add(file.getFileName().toString().replace(".yaml", ""));
                manifests.append(Files.readString(file)).append("---\n");
            }
        }
        assertThat(cluster.kubectl("get", "mirrorprojects", "--output", "jsonpath={.items[*].metadata.name}")
                        .split(" "))
                .containsAll(names);
        assertThat(cluster.tryApply(
                                manifests.toString(),
                                "--dry-run=server",
                                "--validate=strict",
                                "--server-side",
                                "--field-manager=strict",
                                "--force-conflicts")
                        .getStdout()
                        .lines())
                .hasSize(names.size());

        assertThat(template("--set", "catalogue.without={debian}"))
                .contains("name: ubuntu-releases")
                .doesNotContain("name: debian\n");
        assertThat(template("--set", "catalogue.enabled=false")).doesNotContain("kind: MirrorProject\n");
    }

    /** A second box on the same machine, by Helm 4, as the first one is by Helm 3. */
    @Test
    void upgradeAddsAFieldAndUninstallKeepsTheData() {
        String[] spare = {"upgrade", "--install", "spare", "/chart", "--namespace", "spare", "--create-namespace"};
        cluster.helm4(with(spare, "--set", "storageRoots={/srv/trouble}", "--set-json", "node=" + SPARE));
        cluster.box("sh", "-c", "mkdir -p /srv/trouble/spare/debian && echo kept >/srv/trouble/spare/debian/file");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(cluster.kubectl("get", "cronjobs", "--namespace=spare", "--output=name"))
                                .contains("ubuntu-releases"));
        String uid =
                cluster.kubectl("get", "mirrornode", "spare", "--namespace=spare", "--output=jsonpath={.metadata.uid}");

        cluster.helm4(with(spare, "--reuse-values", "--set", "node.spec.sponsor.name=You"));

        assertThat(cluster.kubectl(
                        "get",
                        "mirrornode",
                        "spare",
                        "--namespace=spare",
                        "--output=jsonpath={.metadata.uid} {.spec.sponsor.name} {.spec.hostname}"))
                .isEqualTo(uid + " You spare.example.net");

        cluster.helm4("uninstall", "spare", "--namespace", "spare", "--wait");

        assertThat(cluster.kubectl("get", "mirrornodes", "--namespace=spare", "--output=name"))
                .isEmpty();
        assertThat(cluster.kubectl("get", "mirrornode", "from-values", "--output=name"))
                .contains("from-values");
        assertThat(cluster.box("cat", "/srv/trouble/spare/debian/file")).contains("kept");
    }

    private String template(String... values) {
        String[] template = {"template", "micromirror", "/chart", "--kube-version", "1.35.0"};
        return cluster.helm(with(template, values));
    }

    private static String[] with(String[] command, String... arguments) {
        return Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new);
    }

    @Test
    void operatorMayDoWhatItNeedsAndNoMore() {
        String operator = "--as=system:serviceaccount:micromirror:micromirror";
        assertThat(can(operator, "patch", "mirrornodes.micromirror.io/quickstart", "--subresource=status"))
                .isEqualTo("yes");
        assertThat(can(operator, "patch", "mirrornodes.micromirror.io")).isEqualTo("no");
        assertThat(can(operator, "get", "secrets")).isEqualTo("no");
        assertThat(can(operator, "delete", "deployments.apps")).isEqualTo("no");
        assertThat(can(operator, "list", "pods", "--namespace=kube-system")).isEqualTo("no");
    }

    private String can(String... arguments) {
        String[] command = new String[arguments.length + 2];
        command[0] = "auth";
        command[1] = "can-i";
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return cluster.tryKubectl(command).getStdout().strip();
    }
}
