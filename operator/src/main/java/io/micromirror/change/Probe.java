package io.micromirror.change;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to ask an upstream for.
 *
 * @param bases URLs of the tree, each ending in {@code /}: one of http or https, or rsync's in the order of the plan
 * @param files of the tree, relative to it
 */
public record Probe(Comparison compare, List<String> bases, List<String> files) {
    private static final int MOST = 8;

    public Probe {
        compare = compare == null ? Comparison.CONTENT : compare;
        bases = bases == null ? List.of() : List.copyOf(bases);
        files = files == null ? List.of() : List.copyOf(files);
        if (bases.isEmpty() || files.isEmpty() || bases.size() > MOST || files.size() > MOST) {
            throw new IllegalArgumentException("a probe has 1 to 8 bases and 1 to 8 files");
        }
        bases.forEach(Probe::demandTree);
        files.forEach(Probe::demandFile);
    }

    /** The same question to the one that a run reads from: another's answer would say nothing of this one's tree. */
    public Probe at(String upstream) {
        return overRsync(bases.getFirst()) ? new Probe(compare, List.of(upstream), files) : this;
    }

    /** The same question, to that base before the others if it is one of them. */
    public Probe first(String base) {
        if (!bases.contains(base)) {
            return this;
        }
        return new Probe(
                compare,
                Stream.concat(Stream.of(base), bases.stream().filter(other -> !other.equals(base)))
                        .toList(),
                files);
    }

    static boolean overRsync(String base) {
        return base.startsWith("rsync://");
    }

    private static void demandTree(String base) {
        if (!base.matches("(rsync|https?)://[^/\\s]+/.*") || !base.endsWith("/") || base.contains("..")) {
            throw new IllegalArgumentException(
                    "'" + base + "' must be the URL of a directory, ending in '/': rsync, http or https");
        }
        URI.create(base);
    }

    /** They become lines for rsync and parts of URLs. */
    private static void demandFile(String file) {
        if (!file.matches("[A-Za-z0-9._][A-Za-z0-9._+~-]*(/[A-Za-z0-9._][A-Za-z0-9._+~-]*)*") || file.contains("..")) {
            throw new IllegalArgumentException(
                    "'" + file + "' must be a file of the tree, without '..', such as lastupdate");
        }
    }
}
