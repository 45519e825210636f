package io.micromirror.traffic;

import java.util.Comparator;

/**
 * What traffic is counted by. A part that a path does not tell is {@value #NONE}.
 *
 * @param project of the catalogue or the node; {@value #NONE} for paths outside of all
 * @param release as the project calls it
 * @param architecture as the project calls it; {@code source} is one too
 * @param type of the file
 */
public record Key(String project, String release, String architecture, String type) implements Comparable<Key> {
    public static final String NONE = "-";

    private static final Comparator<Key> ORDER = Comparator.comparing(Key::project)
            .thenComparing(Key::release)
            .thenComparing(Key::architecture)
            .thenComparing(Key::type);

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
