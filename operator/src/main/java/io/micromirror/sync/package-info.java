/**
 * The runner: one project's run, from its plan to its result.
 *
 * <p>{@link io.micromirror.sync.SyncPlan} and {@link io.micromirror.sync.SyncResult} are the two contracts with whoever
 * starts it; both are JSON, nobody parses logs. What it knows between runs lies with the data, in {@code .micromirror} of
 * the storage: {@code PROJECT/result.json}, {@code PROJECT/lock}, {@code PROJECT/first} (a first sync before it is
 * published), {@code rsyncd.d/PROJECT.inc} and {@code status.json}. rsync moves the bytes. Knows no Kubernetes.
 */
package io.micromirror.sync;
