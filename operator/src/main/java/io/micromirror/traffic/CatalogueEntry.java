package io.micromirror.traffic;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What an entry of the shipped catalogue, a MirrorProject, says of its paths. Its {@code releases} say what can be carried in
 * part, and so what is of which release and architecture, too.
 */
record CatalogueEntry(Metadata metadata, Spec spec) {
    private static final String FOLDER = "catalogue";
    private static final String SUFFIX = ".yaml";

    record Metadata(String name) {}

    record Spec(String title, String path, String family, List<ReleasePath> releases) {}

    /** As the API has it. */
    record ReleasePath(String path, List<String> words, List<String> except) {}

    /** All that are shipped, by name. */
    static Map<String, CatalogueEntry> shipped(ObjectMapper yaml) throws IOException {
        Map<String, CatalogueEntry> entries = new TreeMap<>();
        for (String file : files()) {
            try (InputStream in = CatalogueEntry.class.getResourceAsStream("/" + FOLDER + "/" + file)) {
                CatalogueEntry entry = yaml.readValue(in, CatalogueEntry.class);
                entries.put(entry.metadata().name(), entry);
            }
        }
        return entries;
    }

    /** A jar, or where classes are compiled to. */
    private static List<String> files() throws IOException {
        Path home;
        try {
            home = Path.of(CatalogueEntry.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
        File folder = home.resolve(FOLDER).toFile();
        if (folder.isDirectory()) {
            return Stream.of(Objects.requireNonNull(folder.list()))
                    .filter(file -> file.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        try (JarFile jar = new JarFile(home.toFile())) {
            return jar.stream()
                    .map(Object::toString)
                    .filter(file -> file.startsWith(FOLDER + "/") && file.endsWith(SUFFIX))
                    .map(file -> file.substring(FOLDER.length() + 1))
                    .sorted()
                    .toList();
        }
    }

    /** Variants of one project lie at one place; what is found there is told of the one that they are named after. */
    List<String> paths(Map<String, CatalogueEntry> all) {
        return isVariant(all) ? List.of() : List.of(spec.path());
    }

    /** A variant has no architecture to choose, but files of one all the same. */
    List<ProjectRules.Rule> rules(Map<String, CatalogueEntry> all) {
        List<ProjectRules.Rule> rules = new ArrayList<>();
        if (isVariant(all)) {
            rules.addAll(all.get(spec.family()).own());
        }
        rules.addAll(own());
        return rules;
    }

    private boolean isVariant(Map<String, CatalogueEntry> all) {
        return spec.family() != null && !spec.family().equals(metadata.name()) && all.containsKey(spec.family());
    }

    /** Which parts a mirror may leave out, and by which words. */
    List<ProjectRules.Part> parts() {
        return Stream.of("release", "architecture")
                .map(name -> part(
                        name,
                        releases()
                                .filter(each -> each.path().contains("{" + name + "}"))
                                .toList()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ProjectRules.Part> part(String name, List<ReleasePath> paths) {
        boolean open = paths.stream()
                .anyMatch(each -> each.words() == null || each.words().isEmpty());
        List<String> words = open ? List.of() : all(paths, ReleasePath::words);
        return paths.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProjectRules.Part(name, words, all(paths, ReleasePath::except)));
    }

    private static List<String> all(List<ReleasePath> paths, Function<ReleasePath, List<String>> words) {
        return paths.stream()
                .map(words)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private Stream<ReleasePath> releases() {
        return spec.releases() == null ? Stream.of() : spec.releases().stream();
    }

    private List<ProjectRules.Rule> own() {
        return releases()
                .filter(each -> each.path().contains("{release}") || each.path().contains("{architecture}"))
                .map(each -> new ProjectRules.Rule(
                        pattern(each.path()),
                        null,
                        // Of architectures more are known than can be chosen, such as noarch.
                        each.path().contains("{release}") ? each.words() : null,
                        each.except()))
                .toList();
    }

    /** rsync's: it begins at the root only after a slash, and a directory's is of all that is below. */
    private static String pattern(String path) {
        String from = path.startsWith("/") ? path.substring(1) : "**/" + path;
        return from.endsWith("/") ? from + "**" : from;
    }
}
