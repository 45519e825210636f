/** The words that every Kubernetes object of a mirror shares: names, labels, conditions, and the client that reads them. */
package io.micromirror.kube;
