/** Proofs that what a group of entry points names is there, family by family. Knows neither rsync nor Kubernetes. */
package io.micromirror.proof;
