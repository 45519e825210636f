/**
 * What a mirror's serving pod runs. {@link io.micromirror.serve.Site} and the state on the storage make a
 * {@link io.micromirror.serve.Rendering}: the configuration of nginx and rsyncd and the pages, as text, by pure
 * functions; {@link io.micromirror.serve.Upkeep} puts it in place and sees to it that nginx runs it. Knows nothing of
 * Kubernetes.
 */
package io.micromirror.serve;
