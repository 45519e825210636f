package io.micromirror.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.ScrubStatus;
import java.time.Instant;

/** A Kubernetes event for each scrub that found damage, or that none is left. */
final class ScrubEvents {
    private ScrubEvents() {}

    static void tell(KubernetesClient client, MirrorNode node, Scrubs.News news, Instant now) {
        NodeEvents.tell(client, NodeEvents.event(node, word(news.found()), sentence(news), now));
    }

    static NodeEvents.Word word(ScrubStatus found) {
        return Scrubs.isOpen(found)
                ? new NodeEvents.Word("Warning", "ScrubDamaged")
                : found.bad() > 0
                        ? new NodeEvents.Word("Warning", "ScrubMended")
                        : new NodeEvents.Word("Normal", "ScrubRecovered");
    }

    static String sentence(Scrubs.News news) {
        ScrubStatus found = news.found();
        String looked = "%s: of %d files that were read %d were damaged, and %d are mended"
                .formatted(news.project(), found.files(), found.bad(), found.mended());
        return Scrubs.isOpen(found)
                ? "%s; %d are damaged still, are not served, and are tried again each day."
                        .formatted(looked, found.open())
                : looked + "; none is left.";
    }
}
