/**
 * What a mirror's serving pod runs, as text: pure functions from {@link io.micromirror.serve.Site} to the configuration
 * of nginx and rsyncd and to the front page. Knows nothing of Kubernetes.
 */
package io.micromirror.serve;
