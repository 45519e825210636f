package io.micromirror.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.micromirror.check.ProjectChecks;
import io.micromirror.layout.Carried;
import io.micromirror.layout.Filters;
import io.micromirror.layout.Layout;
import io.micromirror.proof.SignatureCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What a definition cannot know of a project: where its values come from, and whether they have an effect. */
final class Advice {
    private static final Pattern WORD = Pattern.compile("\\{([A-Za-z]*)}");

    /** The words of {@code registration.text}. */
    private static final Set<String> WORDS = Set.of(
            "hostname",
            "http",
            "https",
            "rsync",
            "path",
            "module",
            "sponsor",
            "sponsorUrl",
            "contact",
            "city",
            "region",
            "country",
            "continent",
            "latitude",
            "longitude",
            "hours");

    private final Manifest manifest;
    private final List<String> problems = new ArrayList<>();

    private Advice(Manifest manifest) {
        this.manifest = manifest;
    }

    static List<String> on(Manifest manifest) {
        Advice advice = new Advice(manifest);
        advice.name();
        advice.source();
        advice.filters();
        advice.problems.addAll(
                ProjectChecks.parse(manifest.name(), manifest.spec()).troubles());
        advice.registration();
        advice.keys();
        return List.copyOf(advice.problems);
    }

    private void name() {
        String file = manifest.file().substring(manifest.file().lastIndexOf('/') + 1);
        if (!file.equals(manifest.name() + ".yaml")) {
            problems.add("metadata.name is " + manifest.name() + ", so the file must be called " + manifest.name()
                    + ".yaml: it is by its file that an entry is found.");
        }
    }

    /** A value that nobody can check again is worth little in a year. */
    private void source() {
        String first = manifest.text().lines().findFirst().orElse("");
        if (!first.startsWith("#")) {
            problems.add("the file does not begin with a comment: say where the upstreams, the interval and the checks"
                    + " are written, and when you read it; or that they are unverified.");
        } else if (manifest.text()
                .lines()
                .takeWhile(line -> line.startsWith("#"))
                .noneMatch(Advice::tellsASource)) {
            problems.add("the comment at the top names no source: an address, a file of a repository, or the word"
                    + " unverified.");
        }
    }

    private static boolean tellsASource(String comment) {
        return comment.contains("unverified") || comment.matches(".*[a-z0-9-]+([./][A-Za-z0-9_-]+)+.*");
    }

    private void filters() {
        JsonNode given = manifest.spec().path("filters");
        List<String> exclude = texts(given.path("exclude"));
        List<String> include = texts(given.path("include"));
        if (!include.isEmpty() && exclude.isEmpty()) {
            problems.add("spec.filters.include has no effect: it makes exceptions of exclude, which is empty.");
        }
        Set<String> seen = new HashSet<>();
        for (String pattern : exclude) {
            if (!seen.add(pattern)) {
                problems.add("spec.filters.exclude has " + pattern + " twice.");
            }
            exclude.stream()
                    .filter(other -> !other.equals(pattern) && other.endsWith("/") && hides(other, pattern))
                    .findFirst()
                    .ifPresent(other -> problems.add("spec.filters.exclude: " + pattern
                            + " can never be reached, because " + other + " is left out."));
        }
        carried(new Filters(include, exclude, null, null));
    }

    /** Whether all that a pattern can match lies below a directory that another one leaves out. */
    private static boolean hides(String directory, String pattern) {
        return directory.startsWith("/")
                ? pattern.startsWith(directory) && pattern.length() > directory.length()
                : ("/" + pattern.substring(0, pattern.length() - 1)).contains("/" + directory);
    }

    private void carried(Filters filters) {
        Carried carried = Layout.valueOf(manifest.spec().path("layout").asText().toUpperCase(Locale.ROOT))
                .carried(filters);
        JsonNode change = manifest.spec().path("change");
        for (String field : List.of("files", "alive")) {
            texts(change.path(field)).stream()
                    .filter(file -> !carried.test(file))
                    .forEach(file -> problems.add("spec.change." + field + ": " + file
                            + " is left out by spec.filters, so no run would ever have it."));
        }
        JsonNode list = manifest.spec().path("fileList");
        if (!list.isMissingNode() && change.isMissingNode()) {
            problems.add("spec.fileList stands without spec.change: name the list as a file of change, with compare:"
                    + " Modified, or each publish is found only by the schedule.");
        }
    }

    private void registration() {
        for (String field : List.of("text", "file")) {
            Matcher words =
                    WORD.matcher(manifest.spec().at("/registration/" + field).asText());
            words.results()
                    .map(word -> word.group(1))
                    .filter(word -> !WORDS.contains(word))
                    .distinct()
                    .forEach(word ->
                            problems.add("spec.registration." + field + ": {" + word + "} is no word that can be"
                                    + " filled in; kubectl explain mirrorproject.spec.registration.text names them."));
        }
    }

    private void keys() {
        List<String> keys = texts(manifest.spec().path("signedBy"));
        for (int i = 0; i < keys.size(); i++) {
            String field = "spec.signedBy[" + i + "]: ";
            SignatureCheck.unusable(keys.get(i)).ifPresent(why -> problems.add(field + why));
        }
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
