/**
 * The runner: one project's run, from its plan to its result.
 *
 * <p>{@link io.micromirror.sync.SyncPlan} and {@link io.micromirror.sync.SyncResult} are the two contracts with whoever
 * starts it; both are JSON, nobody parses logs. rsync moves the bytes. Knows no Kubernetes.
 *
 * <p>What it knows between runs lies with the data, in {@code .micromirror} of the storage:
 *
 * <ul>
 *   <li>{@code PROJECT/result.json}: the last result, and {@code status.json}: those of all projects
 *   <li>{@code locks/PATH}: held by a run of the tree, and {@code PROJECT/rsync.lock}: held by what writes for it
 *   <li>{@code PROJECT/line} and {@code slots}: held by who waits for a turn, and by as many as may run at a time
 *   <li>{@code PROJECT/first}: a first sync until it is published, and {@code PROJECT/tmp}: the file on its way
 *   <li>{@code PROJECT/progress.json}: how far a first sync is
 *   <li>{@code PROJECT/upstream}: the upstream that last gave the whole tree, and how many runs failed since
 *   <li>{@code PROJECT/requests}: what a person left to be done, and {@code PROJECT/served}: of when the last is that was
 *   <li>{@code PROJECT/stage}: entry points until they are proved and exchanged with the live ones; worthless afterwards
 *   <li>{@code PROJECT/deletions}: what the upstream dropped, since when; {@code PROJECT/unswept}: where else to look
 *   <li>{@code PROJECT/published}: there since it was first published
 *   <li>{@code PROJECT/chain}: the mirrors between the master and this one, of which the trace tells
 *   <li>{@code PROJECT/busy}: what the upstream says of being updated
 *   <li>{@code PROJECT/growth}: bytes that the last update brought
 *   <li>{@code PROJECT/list}: the upstream's list of files as it was when all of it was here, sorted
 *   <li>{@code PROJECT/filters}: those of the last run that came to its end
 *   <li>{@code PROJECT/scrub.json}: what the last slice of a scrub found; {@code PROJECT/doubt}: it doubts the entry points
 *   <li>{@code alive}: markers on their way, of projects that have some to renew
 *   <li>{@code ballast}: room to tell of a full storage
 * </ul>
 */
package io.micromirror.sync;
