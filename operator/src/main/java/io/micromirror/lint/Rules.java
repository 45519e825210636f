package io.micromirror.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules in CEL of a schema, with the few functions of Kubernetes that they use. */
final class Rules {
    private static final String RULES = "x-kubernetes-validations";

    private final Cel cel = CelFactory.standardCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("self", SimpleType.DYN)
            .addCompilerLibraries(CelExtensions.strings())
            .addRuntimeLibraries(CelExtensions.strings())
            .addFunctionDeclarations(ofAString("isURL"), ofAString("isCIDR"))
            .addFunctionBindings(
                    CelFunctionBinding.from("isURL_string", String.class, Rules::isUrl),
                    CelFunctionBinding.from("isCIDR_string", String.class, Rules::isCidr))
            .build();

    /** The message of each rule that a value breaks, at any depth; the value has its defaults and the schema's form. */
    List<String> broken(JsonNode schema, JsonNode value, String path) {
        List<String> messages = new ArrayList<>();
        check(schema, value, path, messages);
        return List.copyOf(messages);
    }

    private void check(JsonNode schema, JsonNode value, String path, List<String> messages) {
        for (JsonNode rule : schema.path(RULES)) {
            if (!holds(rule.path("rule").asText(), value)) {
                messages.add(path + rule.path("fieldPath").asText() + ": "
                        + rule.path("message").asText());
            }
        }
        schema.path("properties").properties().forEach(property -> {
            if (value.hasNonNull(property.getKey())) {
                check(
                        property.getValue(),
                        value.get(property.getKey()),
                        Structure.below(path, property.getKey()),
                        messages);
            }
        });
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(schema.path("items"), value.get(i), path + "[" + i + "]", messages);
        }
    }

    private boolean holds(String rule, JsonNode value) {
        try {
            return cel.createProgram(cel.compile(rule).getAst()).eval(Map.of("self", plain(value)))
                            instanceof Boolean held
                    && held;
        } catch (CelValidationException broken) {
            throw new IllegalStateException("the rule " + rule + " of the definitions cannot be understood", broken);
        } catch (CelEvaluationException unfit) {
            return false;
        }
    }

    private static Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                value.properties().forEach(each -> {
                    if (!each.getValue().isNull()) {
                        map.put(each.getKey(), plain(each.getValue()));
                    }
                });
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                value.forEach(each -> list.add(plain(each)));
                yield list;
            }
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.isIntegralNumber() ? (Object) value.longValue() : value.doubleValue();
            default -> value.asText();
        };
    }

    private static CelFunctionDecl ofAString(String name) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(name + "_string", SimpleType.BOOL, SimpleType.STRING));
    }

    /** As Go's url.ParseRequestURI, by which Kubernetes has it. */
    private static boolean isUrl(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isCidr(String text) {
        return text.matches("[0-9.]+/[0-9]{1,2}|[0-9A-Fa-f:.]+/[0-9]{1,3}");
    }
}
