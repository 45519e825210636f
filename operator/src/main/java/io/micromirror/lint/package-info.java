/**
 * Tells the author of a manifest everything that is wrong with it at once, without a cluster: by the generated definitions,
 * and by what only this program knows.
 */
package io.micromirror.lint;
