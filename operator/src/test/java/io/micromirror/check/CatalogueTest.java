package io.micromirror.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each project of the catalogue has checks that can be asked, of this machine and of nobody else here. */
class CatalogueTest {
    private static final Path CATALOGUE = Path.of("../charts/micromirror/catalogue");

    static Stream<Path> projects() throws IOException {
        try (Stream<Path> files = Files.list(CATALOGUE)) {
            return List.copyOf(files.sorted().toList()).stream();
        }
    }

    @ParameterizedTest
    @MethodSource("projects")
    void checksCanBeAsked(Path file) throws IOException {
        ProjectChecks project;
        try (InputStream manifest = Files.newInputStream(file)) {
            project = ProjectChecks.read(manifest);
        }

        assertThat(project.troubles()).isEmpty();
        assertThat(file).hasFileName(project.project() + ".yaml");
        assertThat(project.checks()).isNotEmpty();
        assertThat(project.checks()).extracting(Check::name).doesNotHaveDuplicates();
        Subject subject = Subject.of(
                project, List.of(URI.create("http://mm.example.net/")), URI.create("rsync://mm.example.net/"));
        Moment moment = new Moment(Instant.EPOCH, project.checker(), History.NONE, null);
        for (Check check : project.checks()) {
            List<Request> wants = check.probe().wants(subject.target(), Observation.NONE, moment);
            assertThat(wants).as(check.name()).isNotEmpty().hasSizeLessThanOrEqualTo(600);
            assertThat(wants)
                    .allSatisfy(request -> assertThat(request.url().toString())
                            .doesNotContain("{")
                            .matches("(http|https|rsync)://[a-z0-9.-]+/.*"));
        }
    }
}
