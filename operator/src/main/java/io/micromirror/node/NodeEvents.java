package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micromirror.api.MirrorNode;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kubernetes events about a mirror. One that cannot be written is lost: the status has it. */
final class NodeEvents {
    private static final Logger log = LoggerFactory.getLogger(NodeEvents.class);
    private static final int LONGEST = 1000;

    private NodeEvents() {}

    /**
     * What kind of event it is.
     *
     * @param type Normal or Warning
     * @param reason a word that alerts and people match
     */
    record Word(String type, String reason) {}

    static void tell(KubernetesClient client, Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            log.warn("The event '{}' could not be written: {}", event.getMessage(), e.getMessage());
        }
    }

    static Event event(MirrorNode node, Word word, String message, Instant now) {
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(node.getMetadata().getName() + "-")
                .withNamespace(node.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(node.getApiVersion())
                .withKind(node.getKind())
                .withName(node.getMetadata().getName())
                .withNamespace(node.getMetadata().getNamespace())
                .withUid(node.getMetadata().getUid())
                .endInvolvedObject()
                .withType(word.type())
                .withReason(word.reason())
                .withMessage(message.substring(0, Math.min(LONGEST, message.length())))
                .withFirstTimestamp(now.toString())
                .withLastTimestamp(now.toString())
                .withCount(1)
                .withNewSource()
                .withComponent("micromirror")
                .endSource()
                .build();
    }
}
