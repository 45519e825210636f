package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Since when each wish of a person is known: an annotation does not say when it was made. */
final class SyncNows {
    private final Map<String, SyncNow> known = new ConcurrentHashMap<>();

    /** The wish that waits, if there is one that status does not echo. */
    Optional<SyncNow> of(MirrorNode node, Instant now) {
        String uid = node.getMetadata().getUid();
        String value = SyncNow.value(node);
        if (value.isBlank() || value.equals(StatusPatch.before(node).syncNow())) {
            known.remove(uid);
            return Optional.empty();
        }
        return Optional.of(known.compute(
                uid, (_, before) -> before != null && before.value().equals(value) ? before : SyncNow.of(value, now)));
    }
}
