package io.micromirror.plan;

import java.util.Map;

/**
 * What a stored byte costs beside itself.
 *
 * @param growth by what part trees grow before somebody looks again
 * @param staging by what part of a tree a large update needs room beside it
 * @param changed of a tree, what part is fetched a day
 * @param fetched bytes a day of projects, whole, where that is known
 */
record Weight(double growth, double staging, double changed, Map<String, Long> fetched) {
    long size(long bytes) {
        return Math.round(bytes * (1 + growth + staging));
    }

    /** Of a part of a project; parts change alike. */
    long sync(String project, long bytes, long whole) {
        Long known = fetched.get(project);
        return Math.round(known == null ? bytes * changed : (double) known * bytes / Math.max(1, whole));
    }
}
