package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.Container.ExecResult;

/**
 * Bad manifests against a real API server: {@code invalid-<field>-<why>.yaml}, whose first line is a comment that holds
 * what kubectl must say.
 */
class AdmissionIT {
    private static final Path MANIFESTS = Path.of("src/test/resources/AdmissionIT");

    static Stream<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.list(MANIFESTS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void isRefusedWithASentence(Path manifest) throws IOException {
        String yaml = Files.readString(manifest);
        String expected = yaml.lines().findFirst().orElseThrow().substring("# ".length());

        // Where nothing is: an object that is there would lend the manifest what it lacks.
        ExecResult result = Cluster.get().tryApply(yaml, "--dry-run=server", "--namespace=default");

        assertThat(result.getExitCode()).isNotZero();
        assertThat(result.getStderr()).contains(expected);
    }
}
