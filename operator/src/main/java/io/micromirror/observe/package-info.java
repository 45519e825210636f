/**
 * Whether mirrors can be reached, seen from other mirrors: a box cannot see that its own uplink is dead.
 *
 * <p>Each box of a fleet watches the two that follow it on a {@link io.micromirror.observe.Ring}. A {@link
 * io.micromirror.observe.Watch} is what is known of one of them over one family of addresses. It is pure and goes from one
 * {@link io.micromirror.observe.Sample} to the next; a sample that failed counts against a mirror only where somebody else
 * answered at that moment, so that whoever has lost its own network accuses nobody. A {@link
 * io.micromirror.observe.Verdict} is made of both families. {@link io.micromirror.observe.Observer} alone touches the
 * network. Knows no Kubernetes.
 */
package io.micromirror.observe;
