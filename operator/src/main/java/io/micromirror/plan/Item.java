package io.micromirror.plan;

import java.util.List;

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

    String name() {
        return whole()
                ? project
                : project + " " + String.join("+", releases)
                        + (architectures.isEmpty() ? "" : " " + String.join("+", architectures));
    }
}
