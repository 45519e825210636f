package io.micromirror.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micromirror.api.HostedProject;
import io.micromirror.api.MirrorNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** host_vars in, manifests and sentences out. {@code ConvertTest/fleet.tsv} holds the facts of the whole FCIX fleet. */
class ConvertTest {
    private static final YAMLMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** One row of fleet.tsv. */
    private record Host(String name, List<String> projects, String sponsor, List<String> place, String extra) {
        static Host parse(String row) {
            String[] cells = row.split("\t", -1);
            return new Host(
                    cells[0],
                    List.of(cells[1].split(" ")),
                    cells[2],
                    cells.length > 3 && !cells[3].isEmpty() ? List.of(cells[3].split("/")) : List.of(),
                    cells.length > 4 ? cells[4] : "");
        }

        /** As FCIX writes it: the three files with flat keys are those whose place has no region. */
        String hostVars() {
            StringBuilder yaml = new StringBuilder("---\n\nhostedprojects:\n");
            projects.forEach(project -> yaml.append("  - ").append(project).append('\n'));
            yaml.append("\ntls_setup: True\nsite_sponsor: \"").append(sponsor).append("\"\n");
            yaml.append("site_sponsor_url: \"https://sponsor.example.net/\"\n");
            yaml.append(extra.replace("ansible_port=", "ansible_port: ").replace("disableDSCP", "disableDSCP: True"));
            if (place.size() == 2) {
                yaml.append("\ncontinent: ").append(place.get(0)).append("\ncountry: ");
                yaml.append(place.get(1)).append("\nregion:\ncity:\n");
            } else if (!place.isEmpty()) {
                yaml.append("\ngeolocation:\n  continent: North America\n  country: ")
                        .append(place.get(0));
                yaml.append("\n  state_province: ").append(place.get(1));
                yaml.append("\n  city: ").append(place.get(2)).append('\n');
            }
            return yaml.toString();
        }
    }

    @Test
    void theWholeFleetMeansTheSameAfterwards() throws IOException {
        Map<String, Host> fleet = new LinkedHashMap<>();
        for (String row : Files.readAllLines(Path.of("src/test/resources/ConvertTest/fleet.tsv"))) {
            if (!row.startsWith("#")) {
                Host host = Host.parse(row);
                fleet.put(host.name(), host);
                write("host_vars/" + host.name() + ".mm.fcix.net.yaml", host.hostVars());
            }
        }
        assertThat(fleet).hasSize(44);

        assertThat(convert("--sites", folder.resolve("sites").toString(), folder.toString()))
                .isZero();

        assertThat(err.toString()).isEqualTo("micromirror convert: 44 nodes converted.\n");
        for (Host host : fleet.values()) {
            assertMeansTheSame(host);
        }
    }

    private void assertMeansTheSame(Host host) throws IOException {
        Path site = folder.resolve("sites").resolve(host.name());
        MirrorNode node = STRICT.readValue(site.resolve("node.yaml").toFile(), MirrorNode.class);
        assertThat(node.getMetadata().getName()).isEqualTo(host.name());
        assertThat(node.getSpec().hostname()).isEqualTo(host.name() + ".mm.fcix.net");
        assertThat(node.getSpec().sponsor().name()).isEqualTo(host.sponsor());
        assertThat(node.getSpec().projects()).extracting(HostedProject::name).isEqualTo(host.projects());
        assertThat(node.getSpec().http().tls().acme()).isNotNull();
        switch (host.place().size()) {
            case 0 -> assertThat(node.getSpec().location()).isNull();
            case 2 -> {
                assertThat(node.getSpec().location().continent()).isEqualTo("Europe");
                assertThat(node.getSpec().location().country()).isEqualTo("GB");
            }
            default -> {
                assertThat(node.getSpec().location().country())
                        .isEqualTo(host.place().get(0));
                assertThat(node.getSpec().location().region())
                        .isEqualTo(host.place().get(1));
                assertThat(node.getSpec().location().city())
                        .isEqualTo(host.place().get(2));
            }
        }
        assertThat(host.extra().isEmpty()).isNotEqualTo(Files.exists(site.resolve("host.yaml")));
    }

    @Test
    void whatTheMachineNeedsToKnowGoesBesideTheManifest() throws IOException {
        write("b4sh.mm.fcix.net.yaml", "hostedprojects: [cvebin]\nansible_port: 7777\ndisableDSCP: True\n");

        convert("--sites", folder.resolve("sites").toString(), folder.toString());

        assertThat(folder.resolve("sites/b4sh/host.yaml"))
                .hasContent("dscp: false\nhostname: b4sh\nssh:\n  port: 7777\n");
    }

    @Test
    void nothingIsLostInSilence() throws IOException {
        write("host_vars/a.example.net.yml", """
                hostedprojects: [epel, epel]
                favourite_colour: {main: green}
                site_sponsor_url: "https://sponsor.example.net/"
                ansible_port: many
                collectd_password: !vault |
                  $ANSIBLE_VAULT;1.1;AES256
                  6162
                geolocation: {country: NO, altitude: 7}
                """);
        write("inventory.yaml", "MIRROR: {hosts: {b.example.net: }}\n");
        write("vault/a.yml", "$ANSIBLE_VAULT;1.1;AES256\n6162\n");

        assertThat(convert(folder.toString())).isZero();

        assertThat(err.toString().replace(folder + "/", "").replace("micromirror convert: ", ""))
                .isEqualTo("""
                        host_vars/a.example.net.yml: site_sponsor_url stands without site_sponsor; its host's name was taken.
                        host_vars/a.example.net.yml: hostedprojects names a project twice; it was taken once.
                        host_vars/a.example.net.yml: favourite_colour has no counterpart and was not carried; its value was {"main":"green"}.
                        host_vars/a.example.net.yml: collectd_password is encrypted by ansible-vault and was not carried; a value that is still needed belongs in a Secret.
                        host_vars/a.example.net.yml: geolocation.altitude has no counterpart and was not carried.
                        host_vars/a.example.net.yml: ansible_port is no number (many) and was not carried.
                        inventory.yaml does not list a.example.net, which has a file in host_vars; it was converted.
                        inventory.yaml lists b.example.net, which has no file in host_vars; it was not converted.
                        vault/a.yml is encrypted by ansible-vault and was not carried; a value that is still needed belongs in a Secret.
                        1 node converted.
                        """);
        assertThat(out.toString()).contains("country: \"NO\"");
    }

    static List<Arguments> bad() {
        return List.of(
                Arguments.of("x.example.net.yaml", "", "x.example.net.yaml holds no variables: write hostedprojects:"),
                Arguments.of("x.example.net.yaml", "- a\n", "x.example.net.yaml holds no variables"),
                Arguments.of("x.example.net.yaml", "a: [1\nb: }", "x.example.net.yaml is not YAML: "),
                Arguments.of("x.example.net.yaml", "a: 1\n", "hostedprojects must be a list of at least one project"),
                Arguments.of("x.example.net.yaml", "hostedprojects: fedora\n", "hostedprojects must be a list"),
                Arguments.of("x.example.net.yaml", "hostedprojects: [{a: b}]\n", "hostedprojects must be a list"),
                Arguments.of("x.example.net.yaml", "$ANSIBLE_VAULT;1.1;AES256\n61\n", "is encrypted by ansible-vault"),
                Arguments.of("x.example.net.yaml", "a: caf\u00e9", "is not text in UTF-8: save it as such."),
                Arguments.of("x_y.yaml", "hostedprojects: [a]\n", "\"x_y\" is none; rename it"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadFileGetsItsSentenceAndTheOthersAreConverted(String name, String text, String sentence) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
        write("good.example.net.yaml", "hostedprojects: [fedora]\n");

        assertThat(convert(folder.toString())).isEqualTo(1);

        assertThat(err.toString())
                .contains(sentence)
                .endsWith("1 node converted, 1 not; mend what is said above and run again.\n");
        assertThat(out.toString()).contains("hostname: good.example.net");
    }

    @Test
    void whatAPersonWroteIsLeftAlone() throws IOException {
        write("a.example.net.yaml", "hostedprojects: [fedora]\n");
        write("sites/a/node.yaml", "mine\n");

        assertThat(convert("--sites", folder.resolve("sites").toString(), folder + "/a.example.net.yaml"))
                .isEqualTo(1);

        assertThat(folder.resolve("sites/a/node.yaml")).hasContent("mine\n");
        assertThat(err.toString()).contains("node.yaml is there with other content and was left alone");
    }

    @Test
    void aFolderWithoutFilesAndAMissingOneAreSaid() {
        assertThat(convert(folder.toString())).isEqualTo(1);
        assertThat(convert(folder + "/none")).isEqualTo(1);

        assertThat(err.toString()).contains("holds no .yaml or .yml file").contains("none is not there");
    }

    private int convert(String... arguments) {
        return new CommandLine(new ConvertCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
