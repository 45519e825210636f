package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each value of the chart set to another than its default: {@code <value>.txt} has that on its first line, as JSON, and what
 * then changes of the manifests below. {@code -Dgolden.write} writes the latter; the difference is read like code.
 */
class ChartValuesTest {
    private static final Path CASES = Path.of("src/test/resources/ChartValuesTest");
    private static final String SUFFIX = ".txt";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Helm helm;
    private static Helm helm4;
    private static String usual;

    @BeforeAll
    static void helm() throws IOException, InterruptedException {
        helm = Helm.of(Cluster.HELM_3);
        helm4 = Helm.of(Cluster.HELM_4);
        usual = rendered(helm, List.of());
    }

    @AfterAll
    static void remove() throws IOException {
        helm.remove();
        helm4.remove();
    }

    static Stream<String> values() throws IOException {
        return ChartValues.defaults().keySet().stream();
    }

    private static String rendered(Helm by, List<String> values) throws IOException, InterruptedException {
        Helm.Said said = by.template(values);
        assertThat(said.good()).as(said.words()).isTrue();
        return said.words();
    }

    private static String refusal(String value) throws IOException, InterruptedException {
        Helm.Said said = helm.template(List.of("--set-json", value));
        return said.good() ? "accepted: " + value : said.words();
    }

    @Test
    void eachValueHasACaseAndALineInTheReadme() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(SUFFIX, "")))
                    .as("files of src/test/resources/ChartValuesTest")
                    .containsExactlyInAnyOrderElementsOf(ChartValues.defaults().keySet());
        }
        List<String> documented = Files.readAllLines(Path.of("../charts/micromirror/README.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replaceFirst("^\\| `([^`]+)`.*", "$1"))
                .toList();
        assertThat(ChartValues.defaults().keySet())
                .allSatisfy(value -> assertThat(documented)
                        .as("the table of values in the chart's README: " + value)
                        .anyMatch(row -> value.equals(row) || value.startsWith(row + ".")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void anotherValueChangesWhatItIsFor(String value) throws IOException, InterruptedException {
        Path file = CASES.resolve(value + SUFFIX);
        String other = Files.readAllLines(file).getFirst();
        assertThat(JSON.readTree(other)).isNotEqualTo(ChartValues.defaults().get(value));
        List<String> set = List.of("--set-json", value + "=" + other);

        String changes = ChartValues.difference(usual, rendered(helm, set));

        assertThat(changes).isNotEmpty();
        if (System.getProperty("golden.write") != null) {
            Files.writeString(file, other + "\n" + changes);
        }
        assertThat(other + "\n" + changes).isEqualTo(Files.readString(file));
        assertThat(ChartValues.difference(rendered(helm4, List.of()), rendered(helm4, set)))
                .as("by Helm 4")
                .isEqualTo(changes);
    }

    @ParameterizedTest
    @MethodSource("values")
    void anotherKindOfValueIsRefusedByName(String value) throws IOException, InterruptedException {
        String wrong = ChartValues.defaults().get(value).isObject() ? "\"word\"" : "{\"word\": {\"of\": {}}}";
        assertThat(refusal(value + "=" + wrong)).contains("'/" + value.replace('.', '/') + "'");
    }

    @Test
    void aTypoIsRefusedByName() throws IOException, InterruptedException {
        TreeSet<String> folders = new TreeSet<>();
        for (String value : ChartValues.defaults().keySet()) {
            folders.add(value.contains(".") ? value.substring(0, value.lastIndexOf('.') + 1) : "");
        }
        folders.add("node.");
        for (String folder : folders) {
            assertThat(refusal(folder + "typo=1"))
                    .as(folder + "typo")
                    .contains("'typo'")
                    .contains("at '"
                            + (folder.isEmpty()
                                    ? ""
                                    : "/" + folder.replaceFirst("[.]$", "").replace('.', '/')));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operator.mirrors=0                         | /operator/mirrors                 | minimum",
                "operator.mirrors=201                       | /operator/mirrors                 | maximum",
                "operator.resources.limits.memory=\"lots\"  | /operator/resources/limits/memory | pattern",
                "operator.secrets=[\"Not a name\"]          | /operator/secrets/0               | pattern",
                "image.pullPolicy=\"Sometimes\"             | /image/pullPolicy                 | 'IfNotPresent'",
                "image.tag=1                                | /image/tag                        | string",
                "image.repository=\"Example.net/X\"         | /image/repository                 | pattern",
                "serving.tag=\"a b\"                        | /serving/tag                      | pattern",
                "storageRoots=[]                            | /storageRoots                     | minItems",
                "storageRoots=[\"/srv/mirror/../etc\"]      | /storageRoots/0                   | pattern",
                "storageRoots=[\"/srv/mirror/\"]            | /storageRoots/0                   | pattern",
                "networkPolicy.enabled=\"maybe\"            | /networkPolicy/enabled            | boolean",
                "networkPolicy.upstreamPorts=[\"rsync\"]    | /networkPolicy/upstreamPorts/0    | integer",
                "node.name=\"box\"                          | /node                             | 'spec'",
                "node.spec={\"hostname\":\"x.example.net\"} | /node                             | 'name'",
                "catalogue.without=[\"De bian\"]            | /catalogue/without/0              | pattern",
                "fleet.roster=\"ftp://example.net/fleet.json\" | /fleet/roster                  | pattern",
                "monitoring.runbooks=\"ftp://example.net\"  | /monitoring/runbooks              | pattern"
            })
    void aValueThatCannotBeIsRefusedByNameAndReason(String value, String where, String why)
            throws IOException, InterruptedException {
        assertThat(refusal(value)).contains("'" + where + "'").contains(why);
    }

    @Test
    void eachValueIsDescribedInTheSchema() throws IOException {
        JsonNode schema = JSON.readTree(Files.readString(Path.of("../charts/micromirror/values.schema.json")));
        List<String> silent = new ArrayList<>();
        described("", schema, silent);
        assertThat(silent).as("without a description").isEmpty();
        assertThat(schema.path("properties").size()).isGreaterThan(1);
    }

    private static void described(String path, JsonNode of, List<String> silent) {
        for (Map.Entry<String, JsonNode> property : of.path("properties").properties()) {
            String name = path + property.getKey();
            if (!property.getValue().hasNonNull("description")
                    && !property.getValue().has("$ref")) {
                silent.add(name);
            }
            described(name + ".", property.getValue(), silent);
        }
    }
}
