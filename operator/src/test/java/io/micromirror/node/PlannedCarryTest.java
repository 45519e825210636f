package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.plan.MeasuredMirror;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code micromirror plan} says to carry is taken by the catalogue's entries, and leaves out what it says. */
class PlannedCarryTest {
    @TempDir
    private Path folder;

    @Test
    void everyPlannedPartIsOneOfItsProject() throws IOException {
        StringBuilder manifests = new StringBuilder(
                new MeasuredMirror(folder).plan("--disk=560GB", "--growth=0", "--staging=0", "--yaml"));
        try (Stream<Path> catalogue = Files.list(Path.of("../charts/micromirror/catalogue"))) {
            for (Path entry : catalogue.sorted().toList()) {
                manifests.append("---\n").append(Files.readString(entry));
            }
        }

        NodeView view = Manifests.view(manifests.toString());

        assertThat(view.rejected()).isEmpty();
        List<String> left = view.carried().stream()
                .filter(carried -> carried.name().equals("fedora"))
                .flatMap(carried -> view.plan(carried).filters().exclude().stream())
                .toList();
        assertThat(left).contains("/linux/releases/*/", "aarch64/");
    }
}
