package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.ProjectVerdict;
import io.micromirror.node.Verdicts.Change;
import java.time.Instant;

/** A Kubernetes event for each verdict that became another one. */
final class VerdictEvents {
    private VerdictEvents() {}

    static void tell(KubernetesClient client, MirrorNode node, Change change, Instant now) {
        NodeEvents.tell(client, event(node, change, now));
    }

    static Event event(MirrorNode node, Change change, Instant now) {
        ProjectVerdict after = change.after();
        NodeEvents.Word word = "OK".equals(after.level())
                ? new NodeEvents.Word("Normal", "CheckRecovered")
                : new NodeEvents.Word("Warning", "Check" + after.reason());
        return NodeEvents.event(
                node,
                word,
                "%s: %s with %s, %s".formatted(change.project(), after.level(), after.checker(), after.message()),
                now);
    }
}
