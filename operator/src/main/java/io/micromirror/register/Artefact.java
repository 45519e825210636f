package io.micromirror.register;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is handed in to one project. Lines without an answer are left out, and then a heading that has nothing below it any
 * more.
 *
 * @param preface where and how, a line each
 * @param text what is handed in; empty where only an address is known
 * @param unanswered the words of which the manifest knows nothing
 */
record Artefact(List<String> preface, String text, Set<String> unanswered) {
    private static final Pattern WORD = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9./][A-Za-z0-9 ._/@+-]*|[a-z]+://[^ \"'#]+");

    static Artefact of(String name, JsonNode project, Map<String, String> words) {
        JsonNode registration = project.path("registration");
        List<String> preface = new ArrayList<>();
        String title = project.path("title").asText(name);
        if (!registration.isObject()) {
            preface.add(title + " (" + name + "): how one registers is not known.");
            return new Artefact(preface, "", Set.of());
        }
        Set<String> unanswered = new TreeSet<>();
        preface.add(title + " (" + name + "): " + registration.path("where").asText());
        String how = registration.path("how").asText();
        if (!how.isEmpty()) {
            preface.add(how);
        }
        String file = filled(registration.path("file").asText(), words, false, unanswered);
        if (!file.isEmpty()) {
            preface.add("The file " + file + ":");
        }
        String text = filled(
                registration.path("text").asText(), words, file.endsWith(".yml") || file.endsWith(".yaml"), unanswered);
        return new Artefact(List.copyOf(preface), text, unanswered);
    }

    private static String filled(String template, Map<String, String> words, boolean yaml, Set<String> unanswered) {
        List<String> lines = new ArrayList<>();
        for (String line : template.lines().toList()) {
            List<String> missing = WORD.matcher(line)
                    .results()
                    .map(found -> found.group(1))
                    .filter(word -> !words.containsKey(word))
                    .toList();
            unanswered.addAll(missing);
            if (missing.isEmpty()) {
                lines.add(WORD.matcher(line)
                        .replaceAll(found -> Matcher.quoteReplacement(value(line, found.group(1), words, yaml))));
            }
        }
        return String.join("\n", withoutEmptyHeadings(template, lines));
    }

    /** In YAML a value of its own is quoted where it must be. */
    private static String value(String line, String word, Map<String, String> words, boolean yaml) {
        String value = words.get(word);
        boolean alone = line.endsWith(": {" + word + "}");
        return yaml && alone && !PLAIN.matcher(value).matches()
                ? "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : value;
    }

    private static List<String> withoutEmptyHeadings(String template, List<String> lines) {
        List<String> headings = new ArrayList<>();
        List<String> all = template.lines().toList();
        for (int i = 0; i + 1 < all.size(); i++) {
            if (all.get(i).endsWith(":") && indent(all.get(i + 1)) > indent(all.get(i))) {
                headings.add(all.get(i));
            }
        }
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean empty = headings.contains(lines.get(i))
                    && (i + 1 == lines.size() || indent(lines.get(i + 1)) <= indent(lines.get(i)));
            if (!empty) {
                kept.add(lines.get(i));
            }
        }
        return kept;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** All that is not handed in is a comment, so that the output for one project is its artefact. */
    @Override
    public String toString() {
        StringBuilder all = new StringBuilder();
        preface.forEach(line -> all.append("# ").append(line).append('\n'));
        if (!unanswered.isEmpty()) {
            all.append("# Left out, because the manifest does not say: ")
                    .append(String.join(", ", unanswered))
                    .append(".\n");
        }
        return text.isEmpty() ? all.toString() : all.append(text).append('\n').toString();
    }
}
