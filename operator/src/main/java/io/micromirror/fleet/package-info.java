/**
 * Many mirrors at a glance, seen as anybody sees them: from the {@code status.json} that each one serves. Which they are is
 * told by the manifests of their MirrorNodes in a folder, or by their addresses.
 *
 * <p>What a box says is a stranger's word: it may be large, slow, cut, of another version or meant to harm. Each answer is
 * bounded in time and size, its words are made plain before anybody prints them, and whatever is wrong with one box is a
 * sentence beside its name and nothing to the others.
 */
package io.micromirror.fleet;
