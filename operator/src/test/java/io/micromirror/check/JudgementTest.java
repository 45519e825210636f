package io.micromirror.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of what each checker does, row by row: what is seen, and the level and reason that come of it. Files read like
 * the tables; {@code yaml} above one is the checker and the check, {@code seen} what holds for all of its rows.
 */
class JudgementTest {
    private static final Path TABLES = Path.of("src/test/resources/JudgementTest");
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** One row, with what stands above its table. */
    record Row(String file, String section, JsonNode check, String always, List<String> cells) {
        @Override
        public String toString() {
            return file + ", " + section + ": " + cells.getFirst();
        }
    }

    static Stream<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(TABLES)) {
            for (Path file : files.sorted().toList()) {
                read(file, rows);
            }
        }
        return rows.stream();
    }

    private static void read(Path file, List<Row> rows) throws IOException {
        String section = "";
        String always = "";
        JsonNode check = null;
        boolean inTable = false;
        StringBuilder yaml = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("#")) {
                section = line.replaceFirst("^#+ ", "");
                always = "";
            } else if (line.equals("```yaml")) {
                yaml = new StringBuilder();
            } else if (line.equals("```")) {
                check = YAML.readTree(yaml.toString());
                yaml = null;
            } else if (yaml != null) {
                yaml.append(line).append('\n');
            } else if (line.startsWith("seen: ")) {
                always = line.substring(6);
            } else if (line.startsWith("|")) {
                List<String> cells = Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList();
                if (inTable && !cells.getFirst().startsWith("-")) {
                    rows.add(new Row(file.getFileName().toString(), section, check, always, cells));
                }
                inTable = true;
                continue;
            }
            inTable = false;
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void seenSo(Row row) throws IOException {
        Check check = Check.parse(row.check().path("check"));
        Checker checker = Json.MAPPER.treeToValue(row.check().path("checker"), Checker.class);
        Seen seen = new Seen(NOW);
        seen.add(row.always());
        seen.add(row.cells().get(1));

        Finding worst = worst(check, checker, seen);

        assertThat(worst.level().word() + " " + worst.reason())
                .as("%s", worst.message())
                .isEqualTo(row.cells().get(2) + " " + row.cells().get(3));
        if (row.cells().size() > 4 && !row.cells().get(4).isEmpty()) {
            assertThat(worst.dropsAt()).isEqualTo(Instant.parse(row.cells().get(4)));
        }
        assertThat(worst.message()).isNotBlank();
    }

    private static Finding worst(Check check, Checker checker, Seen seen) {
        Moment moment = new Moment(NOW, checker, seen.history, check.failure());
        Observation observation = seen.answer(check.probe(), moment);
        moment = moment.with(check.probe().remember(seen.target(), observation, moment));
        if (seen.since != null) {
            History history = moment.history();
            TreeMap<String, Instant> since = new TreeMap<>();
            check.probe().judge(seen.target(), observation, moment).stream()
                    .filter(Finding::bad)
                    .forEach(finding -> since.put(finding.subject(), seen.since));
            moment = moment.with(new History(since, history.samples(), history.versions(), history.carried()));
        }
        return check.probe().judge(seen.target(), observation, moment).stream()
                .max(Comparator.comparing(Finding::level))
                .orElseGet(() -> Finding.ok("nothing", "nothing to say", null));
    }
}
