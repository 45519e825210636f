package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micromirror.serve.SiteSightings;
import io.micromirror.serve.SiteVerdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a manifest becomes, whole: {@code <case>/in.yaml} → {@code <case>/out.yaml}. {@code -Dgolden.write} writes the
 * latter; the difference is read like code.
 */
class NodeObjectsTest {
    private static final Path CASES = Path.of("src/test/resources/NodeObjectsTest");

    private static final Ordering FIRST_ORDER = new Ordering("01234567", 1, true, Optional.empty(), Optional.empty());

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void manifestBecomesTheseObjects(String name) throws IOException {
        NodeView view = Manifests.view(Files.readString(CASES.resolve(name).resolve("in.yaml")));
        String objects = objects(view).map(Serialization::asYaml).collect(Collectors.joining());

        Path golden = CASES.resolve(name).resolve("out.yaml");
        if (System.getProperty("golden.write") != null) {
            Files.writeString(golden, objects);
        }
        assertThat(golden).hasContent(objects);
    }

    private static Stream<HasMetadata> objects(NodeView view) {
        return Stream.concat(
                Stream.of(
                        ServingConfigMap.of(view, new SiteVerdicts(null), new SiteSightings("")),
                        ServingDeployment.of(view),
                        SyncPlans.of(view)),
                Stream.concat(
                        Stream.concat(
                                ScrubCronJob.of(view).stream(),
                                view.acme().stream().map(_ -> CertificateJobs.of(view, FIRST_ORDER))),
                        view.carried().stream()
                                .flatMap(project ->
                                        Stream.of(SyncCronJobs.of(view, project), FirstJobs.of(view, project)))));
    }
}
