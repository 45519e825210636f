package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
    @TempDir
    private Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String node(String name, String hostname) {
        return "kind: MirrorNode\nmetadata: {name: %s}\nspec: {hostname: %s, projects: [{name: debian}]}\n"
                .formatted(name, hostname);
    }

    @Test
    void theExampleOfAFleetIsRead() throws IOException {
        Roster roster = Roster.of(List.of("../examples/gitops/sites"));

        assertThat(roster.remarks()).isEmpty();
        assertThat(roster.members()).anySatisfy(member -> {
            assertThat(member.name()).isEqualTo("ohioix");
            assertThat(member.status()).isEqualTo(URI.create("http://ohioix.mm.example.net/status.json"));
            assertThat(member.projects()).contains("archlinux");
            assertThat(member.sponsor().name()).isEqualTo("Ohio IX");
            assertThat(member.place().city()).isEqualTo("Cleveland");
        });
    }

    @Test
    void otherKindsAreNobodysBusinessAndSeveralMirrorsMayStandInAFile() throws IOException {
        write("a/host.yaml", "hostname: a\nssh: {port: 7777}\n");
        write("a/project.yml", "kind: MirrorProject\nmetadata: {name: x}\n---\n" + node("a", "a.example.net"));
        write("b/node.yaml", node("b", "b.example.net") + "---\n" + node("c", "c.example.net"));
        write("b/notes.txt", "kind: MirrorNode");

        Roster roster = Roster.of(List.of(folder.toString()));

        assertThat(roster.remarks()).isEmpty();
        assertThat(roster.members()).extracting(Member::name).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsNotWholeOrTwiceIsASentenceAndTheOthersStand() throws IOException {
        write("a.yaml", node("a", "a.example.net"));
        write("b.yaml", node("a", "b.example.net"));
        write("c.yaml", node("c", "A.example.net"));
        write("d.yaml", "kind: MirrorNode\nmetadata: {name: d}\nspec:\n  hostname:\n");
        write("e.yaml", "kind: MirrorNode\nspec: [\n");
        write("f.yaml", "kind: MirrorNode\nmetadata: {name: f}\nspec: {hostname: \"f/../?#@x\"}\n");
        write("g.yaml", node("g", "g.example.net"));

        Roster roster = Roster.of(List.of(folder.toString()));

        assertThat(roster.members()).extracting(Member::name).containsExactly("a", "g");
        assertThat(roster.remarks())
                .hasSize(5)
                .contains(
                        folder + "/b.yaml was left out: " + folder + "/a.yaml has the same name a.",
                        folder + "/c.yaml was left out: " + folder + "/a.yaml has the same host name a.example.net.",
                        folder + "/d.yaml was left out: its spec.hostname is missing or is no DNS name.",
                        folder + "/f.yaml was left out: its spec.hostname is missing or is no DNS name.")
                .anyMatch(remark -> remark.startsWith(folder + "/e.yaml is not YAML: "));
    }

    @Test
    void addressesAreWrittenAsPeopleWriteThem() throws IOException {
        assertThat(Roster.of(List.of(
                                "mirror.example.net",
                                "https://x.example.net/status.json",
                                "http://y.example.net:8080",
                                "[::1]:81"))
                        .members())
                .extracting(member -> member.status().toString())
                .containsExactly(
                        "http://mirror.example.net/status.json",
                        "https://x.example.net/status.json",
                        "http://y.example.net:8080/status.json",
                        "http://[::1]:81/status.json");
        assertThatThrownBy(() -> Roster.of(List.of("sitse")))
                .hasMessage("sitse is neither a folder of manifests nor an address such as http://mirror.example.net/");
        assertThatThrownBy(() -> Roster.of(List.of("http://not a host/"))).hasMessageContaining("neither");
    }
}
