package io.micromirror.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What two files of a catalogue must not share: names, modules and paths, unless they are variants of one family. */
final class Neighbours {
    private Neighbours() {}

    /** For each file what it shares with one before it. */
    static Map<Manifest, List<String>> clashes(List<Manifest> manifests) {
        Map<Manifest, List<String>> clashes = new LinkedHashMap<>();
        for (int i = 0; i < manifests.size(); i++) {
            List<String> sentences = new ArrayList<>();
            for (Manifest before : manifests.subList(0, i)) {
                sentences.addAll(shared(before, manifests.get(i)));
            }
            clashes.put(manifests.get(i), List.copyOf(sentences));
        }
        return clashes;
    }

    private static List<String> shared(Manifest one, Manifest other) {
        List<String> sentences = new ArrayList<>();
        if (one.name().equals(other.name())) {
            sentences.add("metadata.name " + one.name() + " is taken by " + one.file() + "; choose another.");
        }
        if (family(one).isEmpty() || !family(one).equals(family(other))) {
            modules(other)
                    .filter(module -> modules(one).anyMatch(module::equals))
                    .forEach(module -> sentences.add("the rsync module " + module + " is taken by " + one.file()
                            + "; choose another, or give both one spec.family."));
            paths(other)
                    .filter(path -> paths(one).anyMatch(theirs -> overlap(path, theirs)))
                    .forEach(path -> sentences.add("the path " + path + " lies in that of " + one.file()
                            + ", or holds it; choose another, or give both one spec.family."));
        }
        return sentences;
    }

    private static String family(Manifest manifest) {
        return manifest.spec().path("family").asText();
    }

    private static Stream<String> modules(Manifest manifest) {
        return Stream.concat(
                Stream.of(manifest.spec().path("module").asText()),
                aliases(manifest).filter(alias -> !alias.contains("/")));
    }

    private static Stream<String> paths(Manifest manifest) {
        return Stream.concat(Stream.of(manifest.spec().path("path").asText()), aliases(manifest));
    }

    private static Stream<String> aliases(Manifest manifest) {
        return StreamSupport.stream(manifest.spec().path("aliases").spliterator(), false)
                .map(JsonNode::asText);
    }

    private static boolean overlap(String one, String other) {
        return (one + "/").startsWith(other + "/") || (other + "/").startsWith(one + "/");
    }
}
