package io.micromirror.sync;

import java.time.Instant;

/**
 * How a run came to its turn.
 *
 * @param held whether whoever started it holds the lock of the tree and a slot, as {@code operator/line} does; if not, the
 *     run takes the lock itself or leaves it at that
 * @param asked since when it is wanted; null: it is wanted in any case
 */
record Turn(boolean held, Instant asked) {
    /** Without waiting for anyone. */
    static final Turn AT_ONCE = new Turn(false, null);

    /** A run that began later has brought what this one was to bring. Both times are whole seconds. */
    boolean isNeedlessAfter(SyncResult former) {
        return asked != null
                && former.outcome().complete()
                && former.started() != null
                && former.started().isAfter(asked);
    }
}
