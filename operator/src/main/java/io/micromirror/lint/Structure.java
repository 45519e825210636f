package io.micromirror.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Whether a value has the form that a structural schema demands: fields, types, bounds. Says it in the API server's words,
 * so that a sentence is known whoever says it.
 */
final class Structure {
    private final List<String> problems = new ArrayList<>();

    private Structure() {}

    /** One sentence for each thing that is wrong. */
    static List<String> problems(JsonNode schema, JsonNode value, String path) {
        Structure structure = new Structure();
        structure.check(schema, value, path);
        return List.copyOf(structure.problems);
    }

    /** Fills in what the API server would, before it judges. */
    static void fillIn(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode byDefault = property.getValue().path("default");
                if (!object.has(property.getKey()) && !byDefault.isMissingNode()) {
                    object.set(property.getKey(), byDefault.deepCopy());
                }
                fillIn(property.getValue(), object.path(property.getKey()));
            }
        }
        value.elements().forEachRemaining(element -> {
            if (value.isArray()) {
                fillIn(schema.path("items"), element);
            }
        });
    }

    private void check(JsonNode schema, JsonNode value, String path) {
        String type = schema.path("type").asText();
        if (!isA(type, value)) {
            say(
                    "%s: Invalid value: \"%s\": %s in body must be of type %s: \"%s\"",
                    path, word(value), path, type, word(value));
            return;
        }
        switch (type) {
            case "object" -> object(schema, (ObjectNode) value, path);
            case "array" -> array(schema, value, path);
            case "string" -> string(schema, value.textValue(), path);
            case "integer", "number" -> number(schema, value, path);
            default -> {}
        }
    }

    private void object(JsonNode schema, ObjectNode value, String path) {
        JsonNode properties = schema.path("properties");
        for (JsonNode name : schema.path("required")) {
            if (!value.hasNonNull(name.asText())) {
                say("%s: Required value", below(path, name.asText()));
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String name = below(path, field.getKey());
            if (properties.has(field.getKey())) {
                if (!field.getValue().isNull()) {
                    check(properties.get(field.getKey()), field.getValue(), name);
                }
            } else if (!properties.isEmpty()) {
                say("unknown field \"%s\"%s", name, near(field.getKey(), properties));
            }
        }
    }

    private void array(JsonNode schema, JsonNode value, String path) {
        if (schema.has("maxItems") && value.size() > schema.get("maxItems").asInt()) {
            say("%s: Too many: %d: must have at most %s items", path, value.size(), schema.get("maxItems"));
        }
        if (value.size() < schema.path("minItems").asInt(0)) {
            say("%s in body should have at least %s items", path, schema.get("minItems"));
        }
        String key = schema.at("/x-kubernetes-list-map-keys/0").asText();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            String name = path + "[" + i + "]";
            check(schema.path("items"), value.get(i), name);
            if (!key.isEmpty() && !seen.add(value.get(i).path(key).asText())) {
                say(
                        "%s: Duplicate value: %s %s is there already",
                        name, key, value.get(i).path(key));
            }
        }
    }

    private void string(JsonNode schema, String value, String path) {
        int length = value.codePointCount(0, value.length());
        if (length < schema.path("minLength").asInt(0)) {
            say("%s in body should be at least %s chars long", path, schema.get("minLength"));
        }
        if (schema.has("maxLength") && length > schema.get("maxLength").asInt()) {
            say("%s: Too long: may not be more than %s bytes", path, schema.get("maxLength"));
        }
        List<String> words = StreamSupport.stream(schema.path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (!words.isEmpty() && !words.contains(value)) {
            say("%s: Unsupported value: \"%s\": supported values: %s", path, value, String.join(", ", words));
        }
    }

    private void number(JsonNode schema, JsonNode number, String path) {
        double value = number.asDouble();
        if (schema.has("minimum") && value < schema.get("minimum").asDouble()) {
            outOf(path, number, "greater than or equal to", schema.get("minimum"));
        }
        if (schema.has("maximum") && value > schema.get("maximum").asDouble()) {
            outOf(path, number, "less than or equal to", schema.get("maximum"));
        }
    }

    private void outOf(String path, JsonNode number, String relation, JsonNode bound) {
        say("%s: Invalid value: %s: %s in body should be %s %s", path, plain(number), path, relation, plain(bound));
    }

    private static String plain(JsonNode number) {
        return number.decimalValue().stripTrailingZeros().toPlainString();
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static String word(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "null";
        };
    }

    /** A name that was probably meant. */
    private static String near(String name, JsonNode properties) {
        return properties.properties().stream()
                .map(Map.Entry::getKey)
                .filter(known -> known.equalsIgnoreCase(name)
                        || known.toLowerCase(java.util.Locale.ROOT).startsWith(name.toLowerCase(java.util.Locale.ROOT))
                        || known.equals(name + "s"))
                .findFirst()
                .map(known -> "; is " + known + " meant?")
                .orElse("");
    }

    static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library of its own
    private void say(String format, Object... words) {
        problems.add(format.formatted(words));
    }
}
