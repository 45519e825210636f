/**
 * Who fetched how much of what: access logs as counters by project, release, architecture, file type and kind of client.
 * {@link io.micromirror.traffic.LogLine} reads a line, {@link io.micromirror.traffic.Attribution} knows whose path it
 * is, {@link io.micromirror.traffic.Counting} adds it to an {@link io.micromirror.traffic.Account}, and that becomes a
 * {@link io.micromirror.traffic.Summary}, which reports are made of and which can be merged with others. No client's
 * address is kept anywhere: a line's tells whether it came over IPv6, and is forgotten.
 */
package io.micromirror.traffic;
