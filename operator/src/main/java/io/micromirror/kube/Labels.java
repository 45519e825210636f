package io.micromirror.kube;

import java.util.Map;
import java.util.TreeMap;

/** The labels by which a mirror's objects find each other. */
public final class Labels {
    public static final String NODE = "micromirror.io/node";
    public static final String PROJECT = "micromirror.io/project";
    public static final String COMPONENT = "app.kubernetes.io/component";
    /** What an order of a certificate is for. */
    public static final String CERTIFICATE = "micromirror.io/certificate";

    /** Whose data a Job deletes; not {@link #PROJECT}, by which syncs are found. */
    public static final String RECLAIM = "micromirror.io/reclaim";

    /** How often that was tried, this time included. */
    public static final String ATTEMPT = "micromirror.io/attempt";

    private static final String NAME = "app.kubernetes.io/name";
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String MICROMIRROR = "micromirror";

    /** Selects everything that belongs to some mirror. */
    public static final String ANY_NODE = NODE;

    private Labels() {}

    /** What serves a mirror. */
    public static Map<String, String> serving(String node) {
        return component("serving", node);
    }

    /** What orders a mirror's certificate. */
    public static Map<String, String> certificate(String node) {
        return component("certificate", node);
    }

    /** What deletes the data of a project that is off the list. */
    public static Map<String, String> reclaim(String node, String project) {
        Map<String, String> labels = component("reclaim", node);
        labels.put(RECLAIM, project);
        return labels;
    }

    /** What reads again what a mirror holds; of no one project. */
    public static Map<String, String> scrub(String node) {
        return component("scrub", node);
    }

    /** What syncs a whole mirror. */
    public static Map<String, String> sync(String node) {
        return component("sync", node);
    }

    /** What syncs one project of a mirror. */
    public static Map<String, String> sync(String node, String project) {
        Map<String, String> labels = component("sync", node);
        labels.put(PROJECT, project);
        return labels;
    }

    /** What is a mirror's and nothing that the operator watches. */
    public static Map<String, String> unwatched() {
        return new TreeMap<>(Map.of(NAME, MICROMIRROR, MANAGED_BY, MICROMIRROR, COMPONENT, "checks"));
    }

    /** Sorted, so that what is rendered from it is always the same text. */
    private static Map<String, String> component(String component, String node) {
        return new TreeMap<>(Map.of(NAME, MICROMIRROR, MANAGED_BY, MICROMIRROR, COMPONENT, component, NODE, node));
    }
}
