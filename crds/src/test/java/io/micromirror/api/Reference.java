package io.micromirror.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The reference of all fields, a page of Markdown, as the definitions have them. */
final class Reference {
    private static final String BEGIN = """
            # Every field

            Generated from the definitions; `kubectl explain mirrornode.spec` says the same on a cluster. `[]` behind a name is a list.
            A value that breaks a rule is refused by the API server, and by `micromirror catalogue lint`, in the rule's own words.
            """;

    private Reference() {}

    /** The page, of definitions in YAML. */
    static String of(List<String> definitions) throws IOException {
        StringBuilder reference = new StringBuilder(BEGIN);
        for (String definition : definitions) {
            reference.append(kind(new YAMLMapper().readTree(definition).path("spec")));
        }
        return reference.toString();
    }

    private static String kind(JsonNode crd) {
        JsonNode schema = crd.at("/versions/0/schema/openAPIV3Schema");
        StringBuilder text = new StringBuilder("\n## " + crd.at("/names/kind").asText() + "\n\n"
                + schema.path("description").asText() + "\n");
        for (String part : List.of("spec", "status")) {
            JsonNode properties = schema.path("properties").path(part);
            if (properties.path("properties").isEmpty()) {
                continue;
            }
            text.append("\n| `").append(part).append("` | Type | Default | Meaning |\n|---|---|---|---|\n");
            List<String> rules = new ArrayList<>();
            rows(properties, "", text, rules);
            if (!rules.isEmpty()) {
                text.append("\nRules:\n\n");
                rules.stream()
                        .distinct()
                        .forEach(rule -> text.append("* ").append(rule).append('\n'));
            }
        }
        return text.toString();
    }

    private static void rows(JsonNode schema, String path, StringBuilder text, List<String> rules) {
        schema.path("x-kubernetes-validations")
                .forEach(rule -> rules.add(rule.path("message").asText()));
        schema.path("properties").properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean list = value.path("type").asText().equals("array");
            JsonNode item = list ? value.path("items") : value;
            String name = path + field.getKey() + (list ? "[]" : "");
            text.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            name,
                            type(value, item, list),
                            byDefault(schema, field.getKey(), value),
                            cell(value.path("description").asText())));
            rows(item, name + ".", text, rules);
        });
    }

    private static String type(JsonNode value, JsonNode item, boolean list) {
        StringJoiner type = new StringJoiner(", ");
        type.add(item.path("type").asText());
        List<String> words = new ArrayList<>();
        item.path("enum").forEach(word -> words.add(word.asText()));
        if (!words.isEmpty()) {
            type.add("one of " + String.join(" ", words));
        }
        bounds(type, item, "minimum", "maximum", "");
        bounds(type, item, "minLength", "maxLength", " characters");
        if (list) {
            bounds(type, value, "minItems", "maxItems", " items");
        }
        return type.toString();
    }

    private static void bounds(StringJoiner type, JsonNode value, String least, String most, String unit) {
        if (value.has(most)) {
            type.add(
                    value.has(least)
                            ? plain(value.get(least)) + " to " + plain(value.get(most)) + unit
                            : "at most " + plain(value.get(most)) + unit);
        } else if (value.has(least)) {
            type.add("at least " + plain(value.get(least)) + unit);
        }
    }

    private static String plain(JsonNode number) {
        return number.decimalValue().stripTrailingZeros().toPlainString();
    }

    private static String byDefault(JsonNode schema, String name, JsonNode value) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return "required";
            }
        }
        return value.has("default") && !value.path("default").isObject()
                ? "`" + value.path("default").asText() + "`"
                : "";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
