/**
 * The API {@code micromirror.io/v1alpha1}: what people write and read with {@code kubectl}.
 *
 * <p>Records only: no logic, no client. Every component says its meaning, unit and default in its description, which is
 * what {@code kubectl explain} prints. A rule that a person can break has a sentence (CEL), because a pattern would
 * print a regular expression. Durations are integers named {@code …Seconds}. Compact constructors turn what is absent
 * into the default and never throw: one object that could not be read would stop the whole kind.
 */
package io.micromirror.api;
