package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micromirror.api.MirrorNode;
import io.micromirror.observe.Change;
import io.micromirror.observe.Verdict;

/** A Kubernetes event, about the mirror that watches, for each neighbour that is seen otherwise than before. */
final class NeighbourEvents {
    private NeighbourEvents() {}

    static void tell(KubernetesClient client, MirrorNode node, Change change) {
        if (isWorthIt(change)) {
            NodeEvents.tell(client, event(node, change));
        }
    }

    /** That all is well when a watch begins is no news. */
    static boolean isWorthIt(Change change) {
        return !(change.before() instanceof Verdict.Unknown && change.after().equals(new Verdict.Up("")));
    }

    static Event event(MirrorNode node, Change change) {
        NodeEvents.Word word = switch (change.after()) {
            case Verdict.Up(String remark) ->
                remark.isEmpty()
                        ? new NodeEvents.Word("Normal", "NeighbourUp")
                        : new NodeEvents.Word("Warning", "NeighbourOdd");
            case Verdict.Partial _ -> new NodeEvents.Word("Warning", "NeighbourPartial");
            case Verdict.Down _ -> new NodeEvents.Word("Warning", "NeighbourDown");
            case Verdict.Unknown _ -> new NodeEvents.Word("Normal", "NeighbourUnknown");
        };
        String words = change.after().words();
        return NodeEvents.event(
                node,
                word,
                "%s (%s) is %s, as seen from here%s."
                        .formatted(
                                change.neighbour().name(),
                                change.neighbour().root(),
                                change.after().word(),
                                words.isEmpty() ? "" : ": " + words),
                change.at());
    }
}
