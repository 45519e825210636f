package io.micromirror.node;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;

/** Writes a status when it is another one than before, on a fresh object, so that nothing else is claimed by it. */
final class StatusPatch {
    private StatusPatch() {}

    static MirrorNodeStatus before(MirrorNode node) {
        return node.getStatus() == null ? new MirrorNodeStatus(null, null, null, null, null, null) : node.getStatus();
    }

    static void apply(MirrorNode node, MirrorNodeStatus status, Context<MirrorNode> context) {
        if (!status.equals(before(node))) {
            PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(node, fresh(node, status), context);
        }
    }

    /** The same, where the framework itself does the writing. */
    static ErrorStatusUpdateControl<MirrorNode> ofFailure(MirrorNode node, MirrorNodeStatus status) {
        return status.equals(before(node))
                ? ErrorStatusUpdateControl.noStatusUpdate()
                : ErrorStatusUpdateControl.patchStatus(fresh(node, status));
    }

    /** The first line of the first cause; the framework's own messages hold whole stack traces. */
    static String cause(Exception e) {
        Throwable first = e.getCause() instanceof AggregatedOperatorException ? e.getCause() : e;
        if (first instanceof AggregatedOperatorException all) {
            first = all.getAggregatedExceptions().values().iterator().next();
        }
        return String.valueOf(first.getMessage()).lines().findFirst().orElseGet(first::toString);
    }

    private static MirrorNode fresh(MirrorNode node, MirrorNodeStatus status) {
        MirrorNode fresh = new MirrorNode();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(node.getMetadata().getName())
                .withNamespace(node.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        return fresh;
    }
}
