package io.micromirror.node;

import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.micromirror.api.MirrorNode;
import java.util.Objects;

/** What of a MirrorNode is worth a look: its spec, and its annotations, by which people ask. Not its status, which is ours. */
final class Wish implements OnUpdateFilter<MirrorNode> {
    @Override
    public boolean accept(MirrorNode now, MirrorNode before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || !Objects.equals(
                        now.getMetadata().getAnnotations(), before.getMetadata().getAnnotations());
    }
}
