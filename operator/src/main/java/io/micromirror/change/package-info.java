/**
 * Whether an upstream published something, asked by one small file: no sync, no walk over a tree.
 *
 * <p>A {@link io.micromirror.change.Probe} says what to ask, the {@link io.micromirror.change.Lookout} asks it, and a
 * {@link io.micromirror.change.Marker} stands for the answer. Each run records the marker that it saw before it read
 * anything else, so that a publish meanwhile is still {@link io.micromirror.change.News}. Knows no Kubernetes.
 */
package io.micromirror.change;
