package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command leaves in its folder, over runs between which sites come, break and go. */
class TargetsCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copyTheExample() throws IOException {
        for (String site : List.of("ohioix", "b4sh")) {
            Path to = Files.createDirectories(folder.resolve("sites").resolve(site));
            for (String file : List.of("node.yaml", "host.yaml")) {
                Files.copy(Path.of("../examples/gitops/sites", site, file), to.resolve(file));
            }
        }
    }

    private int run(String... more) {
        List<String> words = Stream.concat(Stream.of("targets", folder + "/sites", folder + "/out"), Stream.of(more))
                .toList();
        return new CommandLine(new FleetCommand())
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }

    private JsonNode json(String file) throws IOException {
        return JSON.readTree(folder.resolve("out").resolve(file).toFile());
    }

    private void kubeconfig(String site, String text) throws IOException {
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys").resolve(site + ".yaml"), text);
    }

    @Test
    void prometheusAndArgoCdFindEachBoxInItsTunnel() throws IOException {
        assertThat(run()).as(err.toString()).isZero();

        assertThat(json("prometheus/operator/ohioix.json")).isEqualTo(JSON.readTree("""
                [{"targets": ["10.99.0.11:8080"],
                  "labels": {"site": "ohioix", "hostname": "ohioix.mm.example.net", "sponsor": "Ohio IX"}}]"""));
        assertThat(json("prometheus/node/b4sh.json").at("/0/targets/0").asText())
                .isEqualTo("10.99.0.12:9100");
        JsonNode secret = json("argocd/ohioix.yaml.template");
        assertThat(secret.at("/metadata/labels/argocd.argoproj.io~1secret-type").asText())
                .isEqualTo("cluster");
        assertThat(secret.at("/stringData/name").asText()).isEqualTo("ohioix");
        assertThat(secret.at("/stringData/server").asText()).isEqualTo("https://10.99.0.11:6443");
        assertThat(secret.at("/stringData/config").asText()).contains("FILL IN: client-key-data");
        assertThat(err.toString()).contains("out: 2 boxes, 6 files changed.");
    }

    @Test
    void promtoolTakesThem() throws IOException, InterruptedException {
        run();
        Path configuration = Files.writeString(folder.resolve("prometheus.yaml"), """
                scrape_configs:
                  - job_name: operator
                    file_sd_configs: [{files: ["out/prometheus/operator/*.json"]}]
                  - job_name: node
                    file_sd_configs: [{files: ["out/prometheus/node/*.json"]}]
                """);

        Process promtool = new ProcessBuilder("promtool", "check", "config", configuration.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("WARNING");
    }

    @Test
    void whatLogsInIsTakenFromItsFileAndNeverShown() throws IOException {
        kubeconfig("ohioix", """
                clusters: [{cluster: {certificate-authority-data: Q0E=, server: "https://127.0.0.1:6443"}}]
                users: [{user: {client-certificate-data: Q0VSVA==, client-key-data: U0VDUkVU}}]
                """);
        kubeconfig("b4sh", "users: [{user: {client-key-data: U0VDUkVU}}\n");

        assertThat(run("--kubeconfigs=" + folder + "/keys")).isEqualTo(1);

        JsonNode config = JSON.readTree(
                json("argocd/ohioix.yaml").at("/stringData/config").asText());
        assertThat(config).isEqualTo(JSON.readTree("""
                {"tlsClientConfig": {"caData": "Q0E=", "certData": "Q0VSVA==", "keyData": "U0VDUkVU"}}"""));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("out/argocd/ohioix.yaml"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("out/argocd/ohioix.yaml.template")).doesNotExist();
        assertThat(err.toString())
                .contains("keys/b4sh.yaml: this is no kubeconfig, because it is not YAML.")
                .doesNotContain("U0VDUkVU");

        kubeconfig(
                "b4sh",
                "clusters: [{cluster: {certificate-authority-data: Q0E=}}]\nusers: [{user: {token: VE9LRU4}}]\n");
        assertThat(run("--kubeconfigs=" + folder + "/keys")).isZero();
        assertThat(json("argocd/b4sh.yaml").at("/stringData/config").asText())
                .isEqualTo("{\"tlsClientConfig\":{\"caData\":\"Q0E=\"},\"bearerToken\":\"VE9LRU4\"}");
    }

    @Test
    void aSiteThatIsGoneTakesItsFilesAlongAndABrokenOneKeepsThem() throws IOException {
        run();
        Path others = Files.writeString(folder.resolve("out/prometheus/node/mine.json"), "[]");
        FileTime before = FileTime.fromMillis(1_000_000);
        Path kept = folder.resolve("out/prometheus/node/b4sh.json");
        Files.setLastModifiedTime(kept, before);

        Files.writeString(folder.resolve("sites/b4sh/node.yaml"), "kind: MirrorNode\nspec: [\n");
        Files.delete(folder.resolve("sites/ohioix/node.yaml"));
        Files.delete(folder.resolve("sites/ohioix/host.yaml"));
        Files.writeString(
                folder.resolve("out/written.txt"),
                Files.readString(folder.resolve("out/written.txt")) + "../sites/b4sh/host.yaml\n");

        assertThat(run()).isEqualTo(1);

        assertThat(err.toString()).contains("b4sh/node.yaml is not YAML").contains("0 boxes, 3 files changed.");
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(before);
        assertThat(others).exists();
        assertThat(folder.resolve("sites/b4sh/host.yaml")).exists();
        try (Stream<Path> all = Files.walk(folder.resolve("out"))) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(each -> folder.resolve("out").relativize(each).toString()))
                    .containsExactlyInAnyOrder(
                            "written.txt",
                            "prometheus/node/mine.json",
                            "prometheus/node/b4sh.json",
                            "prometheus/operator/b4sh.json",
                            "argocd/b4sh.yaml.template");
        }
    }
}
