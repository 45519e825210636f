package io.micromirror.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart's catalogue as traffic knows it. */
class CatalogueTest {
    private static final Path PROJECTS = Path.of("src/main/resources/projects");

    private final Catalogue shipped = Catalogue.shipped();

    @Test
    void everyEntryIsKnownAndSoIsWhichPartsItAllows() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../charts/micromirror/catalogue"))) {
            assertThat(shipped.projects().keySet())
                    .containsAll(files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                            .toList());
        }
        assertThat(shipped.allows("fedora", "release", "43")).isTrue();
        assertThat(shipped.allows("fedora", "architecture", "x86_64")).isTrue();
        assertThat(shipped.allows("debian", "architecture", "amd64")).isTrue();
        assertThat(shipped.allows("debian", "release", "trixie")).isFalse();
        assertThat(shipped.allows("kali-images", "release", "2026.1"))
                .as("its entry has no releases, so a mirror cannot carry a part")
                .isFalse();
    }

    /** Their checkers drop a mirror that lacks anything: AlmaLinux's asks for every repository of its list, Ubuntu for every image. */
    @Test
    void almaLinuxAndUbuntusReleasesAreCarriedWhole() {
        for (String project : List.of("almalinux", "ubuntu-releases", "ubuntu", "archlinux")) {
            assertThat(shipped.allows(project, "release", "9")).as(project).isFalse();
            assertThat(shipped.allows(project, "architecture", "x86_64"))
                    .as(project)
                    .isFalse();
        }
    }

    @Test
    void onlyWordsThatAManifestCanNameAreChosen() {
        assertThat(shipped.allows("fedora", "architecture", "noarch")).isFalse();
        assertThat(shipped.allows("fedora", "release", "testing")).isFalse();
        assertThat(shipped.allows("epel", "release", "next")).isFalse();
    }

    @Test
    void variantsAreOfOneFamily() {
        assertThat(shipped.families()).contains(Set.of("fedora", "fedora-amd64"), Set.of("epel", "epel-amd64"));
    }

    @Test
    void aVariantTellsWhatItsFamilyDoes() {
        Attribution box = new Attribution(shipped.with("fedora-amd64", "fedora").with("rpmfusion-nonfree", "rf"));

        assertThat(box.of("fedora/linux/updates/43/Everything/x86_64/Packages/b/bash.x86_64.rpm"))
                .isEqualTo(new Key("fedora-amd64", "43", "x86_64", "package"));
        assertThat(box.of("fedora/linux/updates/testing/43/Everything/x86_64/repodata/repomd.xml"))
                .isEqualTo(new Key("fedora-amd64", "43", "x86_64", "index"));
        assertThat(box.of("rf/fedora/updates/43/x86_64/a/a.x86_64.rpm"))
                .isEqualTo(new Key("rpmfusion-nonfree", "43", "x86_64", "package"));
    }

    @Test
    void whatIsNoReleaseIsNotToldAsOne() {
        assertThat(new Attribution(shipped).of("epel/testing/x.txt").release()).isEqualTo(Key.NONE);
        assertThat(new Attribution(shipped).of("rocky/sig/9/extras/x86_64/a.rpm"))
                .isEqualTo(new Key("rocky", "9", "x86_64", "package"));
    }

    /** A file beside the code says nothing that an entry says: where it lies, and what can be left out. */
    @Test
    void nothingIsWrittenTwice() throws IOException {
        for (String name : List.copyOf(shipped.projects().keySet())) {
            Path file = PROJECTS.resolve(name + ".yaml");
            if (Files.exists(Path.of("../charts/micromirror/catalogue", name + ".yaml")) && Files.exists(file)) {
                assertThat(Files.readAllLines(file))
                        .as(file.toString())
                        .noneMatch(line -> line.startsWith("parts:") || line.startsWith("title:"));
            }
        }
    }
}
