package io.micromirror.check;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One probe of a project.
 *
 * @param name tells it from the project's others
 * @param failure what a failed item costs; null where the probe decides
 */
public record Check(String name, Level failure, Probe probe) {
    private static final Map<String, Class<? extends Probe>> PROBES = new TreeMap<>(Map.ofEntries(
            Map.entry("aptFreshness", AptFreshness.class),
            Map.entry("baseUrl", RootUrl.class),
            Map.entry("dirIndex", DirIndex.class),
            Map.entry("distroVerdict", DistroVerdict.class),
            Map.entry("endpoint", Endpoint.class),
            Map.entry("headSample", HeadSample.class),
            Map.entry("lastModified", LastModified.class),
            Map.entry("markerFile", MarkerFile.class),
            Map.entry("pathManifest", PathManifest.class),
            Map.entry("rangeRead", RangeRead.class),
            Map.entry("repomd", Repomd.class),
            Map.entry("rsyncListing", RsyncListing.class),
            Map.entry("traceDir", TraceDir.class)));

    /** The kinds of probes there are, as manifests call them. */
    public static List<String> kinds() {
        return List.copyOf(PROBES.keySet());
    }

    /** @throws IllegalArgumentException with one sentence that says what is wrong */
    static Check parse(JsonNode node) {
        List<String> kinds = PROBES.keySet().stream().filter(node::hasNonNull).toList();
        String name = node.path("name").asText("check");
        if (kinds.size() != 1) {
            throw new IllegalArgumentException("check %s names %s probes; it needs exactly one of %s"
                    .formatted(name, kinds.isEmpty() ? "no" : kinds.size(), String.join(", ", PROBES.keySet())));
        }
        try {
            return new Check(
                    name,
                    level(name, node.path("failure").asText(null)),
                    Json.MAPPER.treeToValue(node.get(kinds.getFirst()), PROBES.get(kinds.getFirst())));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("check %s: %s".formatted(name, e.getOriginalMessage()), e);
        }
    }

    private static Level level(String name, String word) {
        try {
            return word == null ? null : Level.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "check %s: failure %s is none of %s"
                            .formatted(name, word, List.of(Level.LAGGING, Level.PARTIAL, Level.DROPPED)),
                    e);
        }
    }
}
