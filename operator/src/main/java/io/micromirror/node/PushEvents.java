package io.micromirror.node;

import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.micromirror.api.MirrorNode;

/** Wakes the reconciler as soon as somebody speaks of a project, and lets go of what belonged to a MirrorNode that is gone. */
final class PushEvents extends SimpleInboundEventSource<MirrorNode> implements ResourceEventAware<MirrorNode> {
    private final Pushes pushes;

    PushEvents(Pushes pushes) {
        super("push");
        this.pushes = pushes;
        pushes.tell(this::propagateEvent);
    }

    @Override
    public void onResourceDeleted(MirrorNode node) {
        pushes.forget(node);
    }
}
