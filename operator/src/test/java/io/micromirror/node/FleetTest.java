package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every node of the FCIX fleet carries all its projects by the shipped catalogue, from FCIX or from the projects' own. */
class FleetTest {
    private static final Path CATALOGUE = Path.of("../charts/micromirror/catalogue");

    /** What mirror.fcix.net exports: PhirePhly/micromirrors, templates/rsyncd.conf (read 2026-06). */
    private static final Set<String> EXPORTED = Set.of(
            "almalinux",
            "archlinux",
            "cvebin",
            "fedora-epel",
            "fdroid",
            "fedora-enchilada",
            "gimp",
            "kali-images",
            "kdeftp",
            "linuxmint-images",
            "manjaro",
            "opensuse",
            "raspbian",
            "rpmfusion",
            "tdf-pub",
            "ubuntu",
            "ubuntu-releases",
            "videolan-ftp");

    static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/ConvertTest/fleet.tsv")).stream()
                .filter(row -> !row.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void carriesAllThatItDid(String row) throws IOException {
        String[] cells = row.split("\t", -1);
        List<String> projects = List.of(cells[1].split(" "));

        NodeView view = view(cells[0], projects, "upstream: \"rsync://mirror.fcix.net/\"");

        assertThat(view.rejected()).isEmpty();
        assertThat(view.carried()).extracting(NodeView.Carried::name).isEqualTo(projects);
        assertThat(view.carried())
                .map(project -> project.upstreams().getFirst().split("/", -1)[3])
                .isSubsetOf(EXPORTED);
        assertThat(view(cells[0], projects, "contact: noc@example.net").rejected())
                .isEmpty();
    }

    private static NodeView view(String node, List<String> projects, String more) throws IOException {
        String catalogue;
        try (Stream<Path> files = Files.list(CATALOGUE)) {
            catalogue = files.map(FleetTest::text).collect(Collectors.joining("\n---\n"));
        }
        return Manifests.view("""
                kind: MirrorNode
                metadata: {name: %s, namespace: n}
                spec:
                  hostname: %1$s.mm.fcix.net
                  %s
                  projects: [%s]
                ---
                %s""".formatted(
                node,
                more,
                projects.stream().map(project -> "{name: " + project + "}").collect(Collectors.joining(", ")),
                catalogue));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
