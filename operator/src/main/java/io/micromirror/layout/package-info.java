/**
 * What is known of families of repositories, as data: which files are fetched first, which must change together, which
 * come last. Knows neither rsync's options nor Kubernetes.
 */
package io.micromirror.layout;
