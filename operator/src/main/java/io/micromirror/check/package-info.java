/**
 * What each distribution's checker would say of a mirror, before it says it.
 *
 * <p>A {@link io.micromirror.check.Probe} is data and pure: from what is known so far it says what to ask next, and from
 * all that was answered it judges. {@link io.micromirror.check.Asker} is the only part that touches the network. {@link
 * io.micromirror.check.Round} leads one project's probes from question to {@link io.micromirror.check.Verdict}. Knows no
 * Kubernetes.
 *
 * <p>What a verdict must remember between rounds is a small {@link io.micromirror.check.History} as JSON, one file per
 * project.
 */
package io.micromirror.check;
