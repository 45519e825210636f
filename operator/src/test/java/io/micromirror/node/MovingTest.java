package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.api.MirrorProject;
import io.micromirror.api.MirrorProjectSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A mirror that fills from another one finds each project there, by what charts/micromirror/OPERATING.md says. */
class MovingTest {
    private static final Path CHART = Path.of("").toAbsolutePath().getParent().resolve("charts/micromirror");

    @Test
    void theGuideNamesEachModuleThatIsCalledOtherwiseAtParents() throws IOException {
        List<String> modules = catalogue().stream()
                .map(MirrorProject::getSpec)
                .filter(project -> !project.parentModule().equals(project.module()))
                .map(MirrorProjectSpec::module)
                .toList();
        String guide = Files.readString(CHART.resolve("OPERATING.md"));

        assertThat(modules).isNotEmpty().allSatisfy(module -> assertThat(guide).contains("`" + module + "`"));
    }

    private static List<MirrorProject> catalogue() throws IOException {
        List<MirrorProject> projects = new ArrayList<>();
        try (Stream<Path> files = Files.list(CHART.resolve("catalogue"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                projects.addAll(Manifests.projects(Files.readString(file)));
            }
        }
        return projects;
    }
}
