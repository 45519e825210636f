package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chart's alerts fire and resolve as their own tests have it, and each has a place in the chart's README. */
class AlertsTest {
    private static final Path CHART = Path.of("../charts/micromirror");

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
    void eachAlertIsTestedAndHasARunbook() throws IOException {
        String tests = Files.readString(CHART.resolve("alerts/rules-test.yaml"));
        String readme = Files.readString(CHART.resolve("README.md"));
        assertThat(Files.readAllLines(CHART.resolve("alerts/rules.yaml")).stream()
                        .filter(line -> line.contains("- alert: "))
                        .map(line -> line.replaceFirst(".*- alert: ", "")))
                .isNotEmpty()
                .allSatisfy(alert -> {
                    assertThat(tests).contains("alertname: " + alert);
                    assertThat(readme).contains("### " + alert);
                });
    }
}
