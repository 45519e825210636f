package io.micromirror.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What belongs to a mirror itself, among what bears its name. Of one that was deleted and made again at once, pods and jobs
 * are still going, and tell of another storage.
 */
final class Lifetime {
    private Lifetime() {}

    /** Those that are no older than the mirror. */
    static <T extends HasMetadata> List<T> of(HasMetadata mirror, Collection<T> named) {
        Instant begin = created(mirror);
        return named.stream().filter(each -> !created(each).isBefore(begin)).toList();
    }

    private static Instant created(HasMetadata resource) {
        return Instant.parse(resource.getMetadata().getCreationTimestamp());
    }
}
