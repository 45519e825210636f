/**
 * What is known of families of repositories, as data: which files are fetched first, which last, and when what the
 * upstream dropped may go. Knows neither rsync's options nor Kubernetes.
 */
package io.micromirror.layout;
