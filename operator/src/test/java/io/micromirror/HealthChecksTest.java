package io.micromirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * What Argo CD would say of our kinds: the health checks of {@code examples/gitops}, with their tests, which have the form
 * of Argo CD's own ({@code resource_customizations}), so that both can be handed over as they are.
 */
class HealthChecksTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path CHECKS = Path.of("")
            .toAbsolutePath()
            .resolveSibling("examples/gitops/argocd/resource_customizations/micromirror.io");

    /** One of a kind's tests, as {@code health_test.yaml} has it. */
    record Case(String kind, String inputPath, String status, String message) {
        @Override
        public String toString() {
            return kind + " " + inputPath;
        }
    }

    static Stream<Case> cases() throws IOException {
        return Stream.concat(cases("MirrorNode"), cases("MirrorProject"));
    }

    private static Stream<Case> cases(String kind) throws IOException {
        JsonNode tests = YAML.readTree(Files.readString(CHECKS.resolve(kind + "/health_test.yaml")))
                .path("tests");
        return tests.valueStream()
                .map(test -> new Case(
                        kind,
                        test.path("inputPath").asText(),
                        test.at("/healthStatus/status").asText(),
                        test.at("/healthStatus/message").asText()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatItsTestExpects(Case expected) throws IOException {
        Globals globals = JsePlatform.standardGlobals();
        globals.set(
                "obj",
                lua(YAML.readTree(
                        Files.readString(CHECKS.resolve(expected.kind()).resolve(expected.inputPath())))));

        LuaValue health = globals.load(Files.readString(CHECKS.resolve(expected.kind() + "/health.lua")))
                .call();

        assertThat(health.get("status").tojstring()).isEqualTo(expected.status());
        assertThat(health.get("message").tojstring()).isEqualTo(expected.message());
    }

    @Test
    void everyInputIsOfSomeTest() throws IOException {
        List<Path> read = cases().map(each -> CHECKS.resolve(each.kind()).resolve(each.inputPath()))
                .toList();
        try (Stream<Path> files = Files.walk(CHECKS)) {
            assertThat(files.filter(file -> file.getParent().endsWith("testdata")))
                    .containsExactlyInAnyOrderElementsOf(read);
        }
    }

    private static LuaValue lua(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                LuaTable table = new LuaTable();
                node.properties().forEach(entry -> table.set(entry.getKey(), lua(entry.getValue())));
                yield table;
            }
            case ARRAY ->
                LuaTable.listOf(node.valueStream().map(HealthChecksTest::lua).toArray(LuaValue[]::new));
            case NUMBER -> LuaValue.valueOf(node.doubleValue());
            case BOOLEAN -> LuaValue.valueOf(node.booleanValue());
            case STRING -> LuaValue.valueOf(node.textValue());
            case NULL, MISSING, BINARY, POJO -> LuaValue.NIL;
        };
    }
}
