/**
 * Lists of all files of a tree that some projects offer: what changed is computed from two of them, without a walk. Rows
 * stay on disk, sorted, so that memory does not grow with the list. Knows neither rsync nor Kubernetes.
 */
package io.micromirror.filelist;
