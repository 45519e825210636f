package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.ProjectVerdict;
import io.micromirror.node.Verdicts.Change;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kubernetes event for each verdict that became another one. One that cannot be written is lost: the status has it. */
final class VerdictEvents {
    private static final Logger log = LoggerFactory.getLogger(VerdictEvents.class);
    private static final int LONGEST = 1000;

    private VerdictEvents() {}

    static void tell(KubernetesClient client, MirrorNode node, Change change, Instant now) {
        try {
            client.resource(event(node, change, now)).create();
        } catch (KubernetesClientException e) {
            log.warn("An event about {} could not be written: {}", change.project(), e.getMessage());
        }
    }

    static Event event(MirrorNode node, Change change, Instant now) {
        ProjectVerdict after = change.after();
        String message =
                "%s: %s with %s, %s".formatted(change.project(), after.level(), after.checker(), after.message());
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
                .withType("OK".equals(after.level()) ? "Normal" : "Warning")
                .withReason("OK".equals(after.level()) ? "CheckRecovered" : "Check" + after.reason())
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
