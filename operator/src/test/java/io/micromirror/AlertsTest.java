package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micromirror.check.Checker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart's alerts fire and resolve as their own tests have it, and each has a place in the chart's README. */
class AlertsTest {
    private static final Path CHART = Path.of("../charts/micromirror");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Where the code names the reason of a condition. */
    private static final Pattern REASON = Pattern.compile(
            "(?:Status\\.(?:TRUE|FALSE|UNKNOWN),|new (?:Problem|Complaint|Trouble)\\(|complaint\\(|_ ->)\\s*\"([A-Z][A-Za-z]+)\"");

    private static List<JsonNode> alerts() throws IOException {
        return YAML.readTree(CHART.resolve("alerts/rules.yaml").toFile())
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .filter(rule -> rule.has("alert"))
                .toList();
    }

    /** Names of those alerts that some test expects to fire, or not to. */
    private static Set<String> tested(boolean firing) throws IOException {
        return YAML.readTree(CHART.resolve("alerts/rules-test.yaml").toFile())
                .path("tests")
                .valueStream()
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .filter(test -> test.path("exp_alerts").isEmpty() != firing)
                .map(test -> test.path("alertname").asText())
                .collect(Collectors.toSet());
    }

    @Test
    void promtoolAgrees() throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", "test", "rules", "rules-test.yaml")
                .directory(CHART.resolve("alerts").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    @Test
    void eachAlertIsTestedToFireAndToResolve() throws IOException {
        assertThat(alerts())
                .hasSizeGreaterThan(10)
                .extracting(alert -> alert.path("alert").asText())
                .isSubsetOf(tested(true))
                .isSubsetOf(tested(false));
    }

    @Test
    void eachAlertSaysWhatItIsAndWhereItsRunbookIs() throws IOException {
        String base = YAML.readTree(CHART.resolve("values.yaml").toFile())
                .at("/monitoring/runbooks")
                .asText();
        String readme = Files.readString(CHART.resolve("README.md"));
        String template = Files.readString(CHART.resolve("templates/monitoring.yaml"));

        assertThat(base).startsWith(Checker.HOMEPAGE);
        assertThat(template).contains("$runbooks := \"" + base + "\"");
        assertThat(alerts()).allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(alert.at("/annotations/summary").asText()).endsWith(".").doesNotContain("{{");
            assertThat(alert.at("/annotations/description").asText()).isNotBlank();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo(base + "#" + name.toLowerCase(Locale.ROOT));
            assertThat(readme).contains("### " + name + "\n");
        });
    }

    @Test
    void eachReasonOfAConditionHasItsLine() throws IOException {
        List<String> conditions = Files.readAllLines(CHART.resolve("README.md")).stream()
                .dropWhile(line -> !line.equals("## Conditions"))
                .toList();

        assertThat(reasons())
                .hasSizeGreaterThan(25)
                .allSatisfy(reason -> assertThat(conditions).anyMatch(line -> line.contains("`" + reason + "`")));
    }

    private static Set<String> reasons() throws IOException {
        Path code = Path.of("src/main/java/io/micromirror");
        Set<String> reasons = new HashSet<>();
        for (String folder : List.of("node", "serve")) {
            try (Stream<Path> files = Files.list(code.resolve(folder))) {
                files.forEach(file -> reasons.addAll(words(REASON, file)));
            }
        }
        // By what an upstream contradicts itself.
        reasons.addAll(words(Pattern.compile("\\(\"([A-Z][A-Za-z]+)\"\\)[,;]"), code.resolve("sync/Lack.java")));
        return reasons;
    }

    private static List<String> words(Pattern pattern, Path file) {
        return pattern.matcher(read(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
