package io.micromirror.traffic;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The projects whose paths are known: the entries of the shipped catalogue; what they have no word for, and what other
 * mirrors carry, in a file each beside the code; and what a node or a person adds.
 *
 * @param families sets of variants that exclude each other
 */
public record Catalogue(Map<String, ProjectRules> projects, Collection<Set<String>> families) {
    private static final String FOLDER = "/projects/";
    private static final String INDEX = FOLDER + "index.txt";

    /** What is shipped. */
    public static Catalogue shipped() {
        ObjectMapper yaml =
                new ObjectMapper(new YAMLFactory()).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        Map<String, ProjectRules> projects = new TreeMap<>();
        Collection<Set<String>> families;
        try {
            Map<String, CatalogueEntry> entries = CatalogueEntry.shipped(yaml);
            entries.forEach((name, entry) -> projects.put(name, ProjectRules.of(entry, entries)));
            families = families(entries);
            for (String name : names()) {
                try (InputStream file = Catalogue.class.getResourceAsStream(FOLDER + name + ".yaml")) {
                    projects.merge(name, yaml.readValue(file, ProjectRules.class), ProjectRules::and);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the catalogue's own files cannot be read", broken);
        }
        return new Catalogue(projects, families);
    }

    private static Collection<Set<String>> families(Map<String, CatalogueEntry> entries) {
        Map<String, Set<String>> families = new TreeMap<>();
        entries.forEach((name, entry) -> {
            if (entry.spec().family() != null) {
                families.computeIfAbsent(entry.spec().family(), _ -> new TreeSet<>())
                        .add(name);
            }
        });
        return families.values();
    }

    private static List<String> names() throws IOException {
        try (InputStream index = Catalogue.class.getResourceAsStream(INDEX)) {
            return new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** With a project at a place of the person's own, where no other is then; what else is known of it stays. */
    public Catalogue with(String name, String path) {
        Map<String, ProjectRules> more = new TreeMap<>(projects);
        more.replaceAll((_, known) -> known.notAt(path));
        more.merge(name, ProjectRules.of(name, path), (known, added) -> known.at(path));
        return new Catalogue(more, families);
    }

    /**
     * Whether the checker of that project allows to carry such a part without others of its kind, and the project has a
     * word for it. Unknown projects are carried whole.
     */
    public boolean allows(String project, String part, String word) {
        ProjectRules rules = projects.get(project);
        return rules != null
                && rules.parts().stream().anyMatch(each -> each.name().equals(part) && each.admits(word));
    }

    List<ProjectRules> all() {
        return new ArrayList<>(projects.values());
    }
}
