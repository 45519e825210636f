package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micromirror.observe.ObserveMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts and dashboards ask for what the operator tells, in words that Prometheus understands. */
class MonitoringTest {
    private static final Path CHART = Path.of("../charts/micromirror");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:micromirror_|jvm_)[a-z_]+\\b|\\b[a-z_]+:[a-z_]+:[a-z]+\\b");

    /** From Prometheus itself, and from Micrometer's binder of the JVM's memory. */
    private static final Set<String> OTHERS = Set.of("jvm_memory_used_bytes");

    private static JsonNode rules() throws IOException {
        return new YAMLMapper().readTree(CHART.resolve("alerts/rules.yaml").toFile());
    }

    private static Stream<JsonNode> eachRule() throws IOException {
        return rules().path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream());
    }

    private static JsonNode dashboard(String name) throws IOException {
        return new ObjectMapper()
                .readTree(CHART.resolve("dashboards/" + name + ".json").toFile());
    }

    private static List<String> expressions(JsonNode dashboard) {
        return dashboard.path("panels").findValuesAsText("expr").stream()
                .map(expression -> expression.replaceAll("\\$[a-z]+", "x"))
                .toList();
    }

    private static Set<String> told() throws IOException {
        Set<String> told = new HashSet<>(NodeMetrics.names());
        told.addAll(ReleaseMetrics.names());
        told.addAll(ObserveMetrics.names());
        told.addAll(OTHERS);
        // Of the machine, which node_exporter hands on.
        told.addAll(askedFor(Files.readString(Path.of("../node-image/files/usr/lib/micromirror/textfile"))));
        eachRule()
                .filter(rule -> rule.has("record"))
                .forEach(rule -> told.add(rule.path("record").asText()));
        return told;
    }

    private static List<String> askedFor(String expression) {
        return METRIC.matcher(expression).results().map(found -> found.group()).toList();
    }

    @Test
    void everyRuleAsksForWhatIsTold() throws IOException {
        Set<String> told = told();

        assertThat(eachRule().flatMap(rule -> askedFor(rule.path("expr").asText()).stream()))
                .isNotEmpty()
                .isSubsetOf(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "fleet"})
    void everyPanelAsksForWhatIsTold(String name) throws IOException {
        List<String> expressions = expressions(dashboard(name));

        assertThat(expressions)
                .hasSizeGreaterThan(10)
                .allSatisfy(expression ->
                        assertThat(askedFor(expression)).isNotEmpty().isSubsetOf(told()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "fleet"})
    void prometheusUnderstandsEveryPanel(String name, @TempDir Path folder) throws IOException, InterruptedException {
        List<String> expressions = expressions(dashboard(name));
        JsonNode file = new ObjectMapper()
                .valueToTree(java.util.Map.of(
                        "groups",
                        List.of(java.util.Map.of(
                                "name",
                                name,
                                "rules",
                                IntStream.range(0, expressions.size())
                                        .mapToObj(i ->
                                                java.util.Map.of("record", "r:r:r" + i, "expr", expressions.get(i)))
                                        .toList()))));
        Path written = Files.writeString(folder.resolve("rules.yaml"), file.toString());

        Process promtool = new ProcessBuilder("promtool", "check", "rules", written.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    /** What Grafana's provisioning and people stumble over. */
    @ParameterizedTest
    @ValueSource(strings = {"node", "fleet"})
    void dashboardsFitAnyGrafana(String name) throws IOException {
        JsonNode dashboard = dashboard(name);

        assertThat(dashboard.path("uid").asText()).isEqualTo("micromirror-" + name);
        assertThat(dashboard.has("id")).isFalse();
        assertThat(dashboard.path("editable").asBoolean(true)).isFalse();
        assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        List<JsonNode> panels = dashboard.path("panels").valueStream().toList();
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels).extracting(panel -> panel.path("title").asText()).doesNotContain("");
        assertThat(dashboard.findValues("datasource"))
                .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
        assertThat(overlaps(panels)).isEmpty();
        assertThat(panels)
                .allSatisfy(panel -> assertThat(panel.at("/gridPos/x").asInt()
                                + panel.at("/gridPos/w").asInt())
                        .isLessThanOrEqualTo(24));
    }

    private static List<String> overlaps(List<JsonNode> panels) {
        return panels.stream()
                .flatMap(one -> panels.stream()
                        .filter(other ->
                                one.path("id").asInt() < other.path("id").asInt())
                        .filter(other -> crosses(one, other, "x", "w") && crosses(one, other, "y", "h"))
                        .map(other -> one.path("title") + " lies on " + other.path("title")))
                .toList();
    }

    private static boolean crosses(JsonNode one, JsonNode other, String at, String length) {
        int first = one.path("gridPos").path(at).asInt();
        int second = other.path("gridPos").path(at).asInt();
        return first < second + other.path("gridPos").path(length).asInt()
                && second < first + one.path("gridPos").path(length).asInt();
    }
}
