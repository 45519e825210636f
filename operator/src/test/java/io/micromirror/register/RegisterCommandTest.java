package io.micromirror.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a manifest to what is handed in, with the shipped catalogue and without a cluster. */
class RegisterCommandTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String NODE = """
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorNode
            metadata: {name: lchs}
            spec:
              hostname: lchs.mm.example.net
              sponsor: {name: "Latrobe: \\"Community\\" #1", url: "https://lchs.example.net/"}
              location: {city: Melbourne, country: AU}
              http: {port: 80, tls: {acme: {}}}
              rsync: {port: 8730}
              projects:
                - {name: almalinux, schedule: {everySeconds: 7200}}
                - name: ubuntu-releases
                - name: cvebin
                - name: fedora-amd64
                - name: own
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theFileOfAMergeRequestIsYamlThatNamesTheMirror() throws IOException {
        assertThat(register("almalinux")).isZero();

        JsonNode file = YAML.readTree(out.toString());
        assertThat(file.path("name").asText()).isEqualTo("lchs.mm.example.net");
        assertThat(file.at("/address/http").asText()).isEqualTo("http://lchs.mm.example.net/almalinux/");
        assertThat(file.at("/address/https").asText()).isEqualTo("https://lchs.mm.example.net/almalinux/");
        assertThat(file.at("/address/rsync").asText()).isEqualTo("rsync://lchs.mm.example.net:8730/almalinux/");
        assertThat(file.path("update_frequency").asText()).isEqualTo("2h");
        assertThat(file.path("sponsor").asText()).isEqualTo("Latrobe: \"Community\" #1");
        assertThat(file.at("/geolocation/city").asText()).isEqualTo("Melbourne");
        assertThat(file.at("/geolocation").has("state_province")).isFalse();
        assertThat(file.has("email")).isFalse();
        assertThat(out.toString())
                .startsWith("# AlmaLinux (almalinux): https://github.com/AlmaLinux/mirrors\n")
                .contains("# The file mirrors.d/lchs.mm.example.net.yml:\n")
                .contains("# Left out, because the manifest does not say: contact, continent, region.\n");
    }

    @Test
    void aHeadingWithNothingBelowItGoesToo() throws IOException {
        String nowhere = NODE.replace("  location: {city: Melbourne, country: AU}\n", "");

        assertThat(register(nowhere, "almalinux")).isZero();

        assertThat(YAML.readTree(out.toString()).has("geolocation")).isFalse();
    }

    @Test
    void everyProjectIsToldOfAndNoneIsTwice() throws IOException {
        String own = "---\nkind: MirrorProject\nmetadata: {name: own}\nspec: {title: Own, path: own, module: o,"
                + " registration: {where: \"mailto:m@example.net\", text: \"{path} {module} {hours}\"}}\n";

        assertThat(register(NODE + own, null)).isZero();

        assertThat(out.toString().lines().filter(line -> line.matches("# .* \\([a-z0-9-]+\\): .*")))
                .containsExactly(
                        "# AlmaLinux (almalinux): https://github.com/AlmaLinux/mirrors",
                        "# Ubuntu releases (ubuntu-releases): https://launchpad.net/ubuntu/+newmirror",
                        "# CVE Binary Tool (cvebin): how one registers is not known.",
                        "# Fedora Linux for x86_64 (fedora-amd64): https://admin.fedoraproject.org/mirrormanager/",
                        "# Own (own): mailto:m@example.net");
        assertThat(out.toString())
                .contains("URL: http://lchs.mm.example.net/fedora/linux/\n")
                .contains("Content: CD Image\nHTTP URL: http://lchs.mm.example.net/ubuntu-releases/\n")
                .endsWith("/own/ o 6\n");
    }

    /** What a template asks is answered by a full manifest, for each project that ships. */
    @Test
    void aFullManifestLeavesNothingUnanswered() throws IOException {
        String full = NODE.replace(
                "location: {city: Melbourne, country: AU}",
                "contact: noc@example.net\n"
                        + "  location: {city: Melbourne, region: Victoria, country: AU, continent: Oceania}");
        String projects;
        try (Stream<Path> files = Files.list(Path.of("../charts/micromirror/catalogue"))) {
            projects = String.join(
                    "\n",
                    files.map(file -> "    - name: "
                                    + file.getFileName().toString().replace(".yaml", ""))
                            .sorted()
                            .toList());
        }

        assertThat(register(full.substring(0, full.indexOf("    - {name: almalinux")) + projects + "\n", null))
                .isZero();

        assertThat(out.toString())
                .doesNotContain("Left out")
                .doesNotContain("{")
                .contains("mailto:devel@kali.org");
    }

    @Test
    void mistakesGetASentence() throws IOException {
        assertThat(register("gimp")).isEqualTo(2);
        assertThat(err.toString())
                .contains("MirrorNode lchs does not carry gimp; its spec.projects names what it does.");
        assertThat(register("kind: ConfigMap\n", null)).isEqualTo(2);
        assertThat(err.toString()).contains("There is no MirrorNode in ");
        assertThat(register("a: [\n", null)).isEqualTo(2);
        assertThat(err.toString()).contains("node.yaml is not YAML: ");
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Name a NODE of the cluster, or a manifest: register --file node.yaml");
        assertThat(execute("nobody")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no MirrorNode nobody");
    }

    private int register(String project) throws IOException {
        return register(NODE, project);
    }

    private int register(String manifests, String project) throws IOException {
        Path file = Files.writeString(folder.resolve("node.yaml"), manifests);
        return project == null ? execute("--file", file.toString()) : execute("--file", file.toString(), project);
    }

    private int execute(String... arguments) {
        return new CommandLine(new RegisterCommand(name -> {
                    throw new IllegalArgumentException("There is no MirrorNode " + name);
                }))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
