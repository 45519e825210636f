package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container.ExecResult;

/**
 * Each way in which our pods deviate from the Restricted pod security standard, as a real API server names it; {@code
 * PodSecurityIT/deviations.txt} is the list, and a new line in it wants a reason in the chart's README.
 */
class PodSecurityIT {
    private static final Path KNOWN = Path.of("src/test/resources/PodSecurityIT/deviations.txt");
    private static final Pattern DEVIATION =
            Pattern.compile("would violate PodSecurity \"restricted:latest\": (.*)", Pattern.MULTILINE);
    private static final Cluster CLUSTER = Cluster.get();

    @BeforeAll
    static void namespaceThatWarns() {
        CLUSTER.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: restricted, labels: {pod-security.kubernetes.io/warn: restricted}}
                """);
    }

    @Test
    void podsOfTheOperatorDeviateAsIsKnown() throws IOException {
        List<String> deviations = Stream.of("own-words", "short")
                .flatMap(name -> deviations(golden(name)))
                // One a line: "reason (which container, what of it), reason (…)"
                .flatMap(all -> Stream.of(all.split("(?<=\\)), ")))
                .distinct()
                .sorted()
                .toList();

        if (System.getProperty("golden.write") != null) {
            Files.write(KNOWN, deviations);
        }
        assertThat(deviations).isEqualTo(Files.readAllLines(KNOWN));
    }

    @Test
    void chartsOwnPodsDoNotDeviate() {
        String rendered = CLUSTER.helm(
                "template", "micromirror", "/chart", "--namespace", "restricted", "--kube-version", "1.35.0");

        assertThat(deviations(rendered)).isEmpty();
    }

    private static Stream<String> deviations(String manifests) {
        ExecResult applied = CLUSTER.tryApply(
                manifests.replaceAll("namespace: .*", "namespace: restricted"),
                "--dry-run=server",
                "--namespace=restricted");
        assertThat(applied.getStdout()).contains("deployment.apps/");
        return DEVIATION.matcher(applied.getStderr()).results().map(found -> found.group(1));
    }

    private static String golden(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/NodeObjectsTest", name, "out.yaml"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
