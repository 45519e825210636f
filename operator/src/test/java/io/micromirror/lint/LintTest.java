package io.micromirror.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The catalogue has nothing to mend; what the API server refuses is refused here in the same words, and more is told. */
class LintTest {
    private static final Path CATALOGUE = Path.of("../charts/micromirror/catalogue");
    private static final String GOOD = """
            # Upstream: www.example.net/mirrors (read 2026-08).
            apiVersion: micromirror.io/v1alpha1
            kind: MirrorProject
            metadata: {name: demo}
            spec:
              title: Demo
              path: demo
              module: demo
              layout: rpm
              upstreams: ["rsync://rsync.example.net/demo/"]
              filters: {exclude: [source/]}
              change: {files: [TIME]}
            """;

    private final Lint lint = new Lint();

    @TempDir
    private Path folder;

    @Test
    void theCatalogueHasNothingToMend() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(CATALOGUE)) {
            for (Path file : files.toList()) {
                texts.put(file.toString(), Files.readString(file));
            }
        }

        assertThat(texts).hasSizeGreaterThanOrEqualTo(24);
        assertThat(lint.problems(texts))
                .allSatisfy((file, problems) -> assertThat(problems).as(file).isEmpty());
    }

    static Stream<Path> refused() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/AdmissionIT"))) {
            return List.copyOf(files.sorted().toList()).stream();
        }
    }

    /** {@code AdmissionIT} asks a real API server the same. */
    @ParameterizedTest
    @MethodSource("refused")
    void whatTheApiServerRefusesIsRefusedInItsWords(Path manifest) throws IOException {
        String text = Files.readString(manifest);
        String expected = text.lines().findFirst().orElseThrow().substring("# ".length());

        assertThat(lint.form(new YAMLMapper().readTree(text))).anyMatch(problem -> problem.contains(expected));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("name: demo}", "name: other}", "the file must be called other.yaml"),
                Arguments.of(
                        "# Upstream: www.example.net/mirrors (read 2026-08).\n", "", "does not begin with a comment"),
                Arguments.of("# Upstream: www.example.net/mirrors (read 2026-08).", "# Demo", "names no source"),
                Arguments.of("{exclude: [source/]}", "{include: [source/]}", "include has no effect"),
                Arguments.of("[source/]", "[source/, source/]", "exclude has source/ twice"),
                Arguments.of("[source/]", "[source/, /a/source/b/]", "/a/source/b/ can never be reached"),
                Arguments.of("[source/]", "[/iso/, /iso/old/]", "/iso/old/ can never be reached"),
                Arguments.of("files: [TIME]", "files: [source/stamp]", "source/stamp is left out by spec.filters"),
                Arguments.of(
                        "change: {files: [TIME]}",
                        "fileList: {path: list, format: snapshotindex}",
                        "without spec.change"),
                Arguments.of(
                        "change:",
                        "registration: {where: \"https://example.net/\", text: \"{host}\"}\n  change:",
                        "{host} is no word that can be filled in"),
                Arguments.of(
                        "change:",
                        "signedBy: [\"-----BEGIN PGP PUBLIC KEY BLOCK-----\"]\n  change:",
                        "spec.signedBy[0]: "),
                Arguments.of(
                        "change:",
                        "checks: [{name: age, markerFile: {paths: [TIME], format: Dates}}]\n  change:",
                        "Unsupported value: \"Dates\""),
                Arguments.of("layout: rpm", "layout: rpm\n  layout: apt", "it is not YAML in line 10: Duplicate"),
                Arguments.of("module: demo", "modul: demo", "unknown field \"spec.modul\"; is module meant?"),
                Arguments.of("kind: MirrorProject", "kind: Mirror", "it is no MirrorProject"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachMistakeGetsASentence(String was, String is, String sentence) {
        assertThat(GOOD).contains(was);

        assertThat(lint.problems(Map.of("demo.yaml", GOOD.replace(was, is))).get("demo.yaml"))
                .anyMatch(problem -> problem.contains(sentence));
    }

    @Test
    void allIsToldAtOnce() {
        String text = GOOD.replace("module: demo", "module: a b")
                .replace("path: demo", "path: /demo")
                .replace("rsync://rsync", "http://rsync");

        assertThat(lint.problems(Map.of("demo.yaml", text)).get("demo.yaml"))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("spec.path: "))
                .anyMatch(problem -> problem.startsWith("spec.module: "))
                .anyMatch(problem -> problem.startsWith("spec.upstreams: "));
    }

    @Test
    void whatTwoEntriesShareIsTold() {
        Map<String, String> texts = new TreeMap<>();
        texts.put("demo.yaml", GOOD);
        texts.put("other.yaml", GOOD.replace("name: demo", "name: other").replace("path: demo", "path: demo/sub"));

        assertThat(lint.problems(texts).get("other.yaml"))
                .containsExactly(
                        "the rsync module demo is taken by demo.yaml; choose another, or give both one spec.family.",
                        "the path demo/sub lies in that of demo.yaml, or holds it; choose another, or give both one spec.family.");
        texts.replaceAll((file, text) -> text.replace("layout:", "family: demos\n  layout:"));
        assertThat(lint.problems(texts).get("other.yaml")).isEmpty();
    }

    @Test
    void commandEndsWithOneWhenAnythingIsWrong() throws IOException {
        Path good = Files.writeString(folder.resolve("demo.yaml"), GOOD);
        StringWriter out = new StringWriter();

        assertThat(command(out).execute("lint", folder.toString())).isZero();
        Files.writeString(good, GOOD.replace("path: demo", "path: ../demo"));
        assertThat(command(out).execute("lint", good.toString())).isEqualTo(1);
        assertThat(command(out).execute("lint", folder.resolve("none").toString()))
                .isEqualTo(2);

        assertThat(out.toString())
                .contains("1 manifest is good.\n")
                .contains("demo.yaml: spec.path: spec.path must be a relative path")
                .contains("1 of 1 to mend.\n");
    }

    private static CommandLine command(StringWriter out) {
        return new CommandLine(new CatalogueCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true));
    }
}
