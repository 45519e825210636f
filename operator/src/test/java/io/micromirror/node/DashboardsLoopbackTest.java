package io.micromirror.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.micromirror.Prometheus;
import io.micromirror.metrics.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Prometheus that scrapes a mirror's metrics has an answer for every panel and variable of the dashboards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardsLoopbackTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)\\}\\}");
    private static final Pattern VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

    private HttpServer operator;
    private Prometheus prometheus;

    /** One query of a panel. */
    record Target(String panel, String expression, String legend) {
        @Override
        public String toString() {
            return panel + ": " + expression;
        }
    }

    static Stream<Target> targets() throws IOException {
        return Stream.concat(targets("node"), targets("fleet"));
    }

    private static Stream<Target> targets(String dashboard) throws IOException {
        return read(dashboard)
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets")
                        .valueStream()
                        .map(target -> new Target(
                                dashboard + ", " + panel.path("title").asText(),
                                target.path("expr")
                                        .asText()
                                        .replace("$node", "box")
                                        .replace("$project", "debian"),
                                target.path("legendFormat").asText())));
    }

    static Stream<MatchResult> variables() throws IOException {
        return Stream.of(read("node"), read("fleet"))
                .flatMap(dashboard -> dashboard.at("/templating/list").valueStream())
                .filter(variable -> "query".equals(variable.path("type").asText()))
                .map(variable -> VALUES.matcher(variable.at("/query/query").asText())
                        .results()
                        .findFirst()
                        .orElseThrow());
    }

    private static JsonNode read(String dashboard) throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("../charts/micromirror/dashboards", dashboard + ".json")
                        .toFile());
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        operator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        operator.createContext(
                "/metrics",
                exchange -> Scrape.answer(exchange, to -> {
                    to.write(NodeMetricsTest.rendered().getBytes(UTF_8));
                    // Of Micrometer's own binder.
                    to.write("# TYPE jvm_memory_used_bytes gauge\njvm_memory_used_bytes{area=\"heap\"} 1\n"
                            .getBytes(UTF_8));
                }));
        operator.start();
        prometheus = Prometheus.of(folder, operator.getAddress().getPort());
    }

    @AfterAll
    void stop() {
        prometheus.close();
        operator.stop(0);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void panelHasAnAnswerWithTheLabelsOfItsLegend(Target target) {
        List<String> labels = LABEL.matcher(target.legend())
                .results()
                .map(label -> label.group(1))
                .toList();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(prometheus.query(target.expression()))
                        .isNotEmpty()
                        .allSatisfy(series -> assertThat(labels).allMatch(series::has)));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void variableHasValues(MatchResult labelOfMetric) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(prometheus.query(labelOfMetric.group(1)))
                        .isNotEmpty()
                        .allMatch(series -> series.has(labelOfMetric.group(2))));
    }
}
