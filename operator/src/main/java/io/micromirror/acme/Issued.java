package io.micromirror.acme;

/** A certificate with those between it and the authority's own, and its key, both as PEM. */
public record Issued(String chain, String key) {}
