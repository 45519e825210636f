package io.micromirror.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The committed CRDs are what the records say; {@code mvn -pl crds test -Dgolden.write} writes them, here and in the
 * chart.
 */
class CrdYamlTest {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path CHART = HERE.resolveSibling("charts/micromirror/crds");
    private static final Map<String, Class<? extends CustomResource<?, ?>>> KINDS =
            Map.of("mirrornodes", MirrorNode.class, "mirrorprojects", MirrorProject.class);
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "mirrornodes",
            "One mirror: which projects it carries, under which name, from which disk of which node.",
            "mirrorprojects",
            "One entry of the catalogue: how a project wants to be mirrored.");

    private static final Map<String, String> CONDITION = Map.of(
            "type", "What is said something of, such as Ready.",
            "status", "True, False, or Unknown.",
            "lastTransitionTime", "Since when the status is so.",
            "reason", "Why, in one word for programs, such as FirstSync.",
            "message", "Why, in a sentence for people.",
            "observedGeneration", "The generation of the manifest that it is said of.");

    @ParameterizedTest
    @ValueSource(strings = {"mirrornodes", "mirrorprojects"})
    void committedYamlIsWhatTheRecordsSay(String plural, @TempDir Path folder) throws IOException {
        String generated = generate(plural, folder);
        for (Path place : List.of(HERE, CHART)) {
            Path committed = place.resolve(plural + ".micromirror.io-v1.yaml");
            if (System.getProperty("golden.write") != null) {
                Files.createDirectories(place);
                Files.writeString(committed, generated);
            }
            assertThat(committed).hasContent(generated);
        }
    }

    @Test
    void committedReferenceIsWhatTheDefinitionsSay(@TempDir Path folder) throws IOException {
        Path committed = HERE.resolve("README.md");
        String generated = Reference.of(List.of(generate("mirrornodes", folder), generate("mirrorprojects", folder)));
        if (System.getProperty("golden.write") != null) {
            Files.writeString(committed, generated);
        }
        assertThat(committed).hasContent(generated);
        assertThat(generated).as("fields without a description").doesNotContain("|  |\n");
    }

    private static String generate(String plural, Path folder) throws IOException {
        new CRDGenerator()
                .customResourceClasses(List.of(KINDS.get(plural)))
                .inOutputDir(folder.toFile())
                .withPostProcessor(new Finish())
                .detailedGenerate();
        return Files.readString(folder.resolve(plural + ".micromirror.io-v1.yml"));
    }

    /** What the generator cannot say by annotations. */
    private static final class Finish implements CRDPostProcessor {
        @Override
        public HasMetadata process(HasMetadata resource, String version) {
            CustomResourceDefinition crd = (CustomResourceDefinition) resource;
            for (CustomResourceDefinitionVersion each : crd.getSpec().getVersions()) {
                String plural = crd.getSpec().getNames().getPlural();
                JSONSchemaProps root = each.getSchema().getOpenAPIV3Schema();
                root.setDescription(DESCRIPTIONS.get(plural));
                keepDeclaredColumnOrder(each, KINDS.get(plural));
                mapsByName(root);
            }
            return crd;
        }

        private static void keepDeclaredColumnOrder(CustomResourceDefinitionVersion version, Class<?> kind) {
            List<String> declared = Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                    .map(AdditionalPrinterColumn::name)
                    .toList();
            version.getAdditionalPrinterColumns().forEach(Finish::dropZeroPriority);
            version.getAdditionalPrinterColumns()
                    .sort(Comparator.comparingInt(column -> declared.indexOf(column.getName())));
        }

        /** The API server drops a zero; who applies it again would then conflict with what is there. */
        private static void dropZeroPriority(CustomResourceColumnDefinition column) {
            if (column.getPriority() != null && column.getPriority() == 0) {
                column.setPriority(null);
            }
        }

        private static void mapsByName(JSONSchemaProps root) {
            JSONSchemaProps spec = root.getProperties().get("spec");
            if (spec.getProperties().containsKey("projects")) {
                mapBy("name", spec.getProperties().get("projects"));
            }
            if (spec.getProperties().containsKey("checks")) {
                mapBy("name", spec.getProperties().get("checks"));
            }
            if (spec.getProperties().containsKey("push")) {
                mapBy("url", spec.getProperties().get("push").getProperties().get("mqtt"));
            }
            JSONSchemaProps status = root.getProperties().get("status");
            if (status != null && status.getProperties().containsKey("conditions")) {
                mapBy("name", status.getProperties().get("projects"));
                mapBy("source", status.getProperties().get("push"));
                JSONSchemaProps conditions = status.getProperties().get("conditions");
                mapBy("type", conditions);
                finishCondition(conditions.getItems().getSchema());
            }
        }

        private static void mapBy(String key, JSONSchemaProps list) {
            list.setXKubernetesListType("map");
            list.setXKubernetesListMapKeys(List.of(key));
        }

        /** As the API conventions of Kubernetes have it. */
        private static void finishCondition(JSONSchemaProps condition) {
            condition.setRequired(List.of("type", "status", "lastTransitionTime", "reason", "message"));
            CONDITION.forEach(
                    (field, meaning) -> condition.getProperties().get(field).setDescription(meaning));
            condition.getProperties().get("lastTransitionTime").setFormat("date-time");
            condition
                    .getProperties()
                    .get("status")
                    .setEnum(List.of("True", "False", "Unknown").stream()
                            .map(TextNode::valueOf)
                            .map(JsonNode.class::cast)
                            .toList());
            condition.getProperties().get("message").setMaxLength(4096L);
        }
    }
}
