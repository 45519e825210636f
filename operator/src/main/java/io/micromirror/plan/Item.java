package io.micromirror.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way to carry a project: all of it, or the parts that its checker allows to carry alone.
 *
 * @param releases carried; empty for all
 * @param architectures carried; empty for all
 * @param sent bytes a day that redirectors would send here
 * @param size bytes on disk, with growth and room for staging
 * @param sync bytes a day to fetch
 */
record Item(String project, List<String> releases, List<String> architectures, long sent, long size, long sync) {
    boolean whole() {
        return releases.isEmpty() && architectures.isEmpty();
    }

    /** Whether all that another one holds is in this one, too. */
    boolean covers(Item other) {
        return project.equals(other.project)
                && covers(releases, other.releases)
                && covers(architectures, other.architectures);
    }

    private static boolean covers(List<String> these, List<String> those) {
        return these.isEmpty() || (!those.isEmpty() && these.containsAll(those));
    }

    Item withSent(long bytes) {
        return new Item(project, releases, architectures, bytes, size, sync);
    }

    String name() {
        return Stream.of(List.of(project), releases, architectures)
                .map(words -> String.join("+", words))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
