package io.micromirror.node;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micromirror.api.MirrorNode;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.node.NodeView.Carried;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs that news or a person ask for. A Job is named for the newest one that was there before it, so that "it
 * is there already" means that somebody was quicker, and not even an operator that sees late makes two.
 */
final class SyncTrigger {
    private static final Logger log = LoggerFactory.getLogger(SyncTrigger.class);

    /** The storage remembers how it went; an ended Job is worth a look for a while. */
    static final int KEPT_SECONDS = 600;

    private final KubernetesClient client;

    SyncTrigger(KubernetesClient client) {
        this.client = client;
    }

    /** Starts what is due. Returns when to look again, if time alone will make something due. */
    Optional<Instant> pull(MirrorNode node, NodeView view, Observed observed, Instant now) {
        if (view.problem().isPresent()) {
            return Optional.empty();
        }
        return view.active()
                .flatMap(project -> pull(node, view, observed.need(project), now).stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> pull(MirrorNode node, NodeView view, SyncNeed need, Instant now) {
        return switch (need.decide(now)) {
            case SyncNeed.Decision.Nothing() -> Optional.empty();
            case SyncNeed.Decision.Later(Instant when) -> Optional.of(when);
            case SyncNeed.Decision.Start(Instant since) -> {
                create(job(node, view, need, since));
                yield Optional.empty();
            }
        };
    }

    private void create(Job job) {
        try {
            client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(job.getMetadata().getNamespace())
                    .resource(job)
                    .create();
            log.info("Started {}", job.getMetadata().getName());
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
            log.debug("{} is there already", job.getMetadata().getName());
        }
    }

    static Job job(MirrorNode node, NodeView view, SyncNeed need, Instant since) {
        Carried project = need.project();
        return new JobBuilder()
                .withNewMetadata()
                .withName(Names.nextJob(view.name(), project.name(), newest(need.jobs())))
                .withNamespace(view.namespace())
                .withLabels(Labels.sync(view.name(), project.name()))
                .addNewOwnerReference()
                .withApiVersion(node.getApiVersion())
                .withKind(node.getKind())
                .withName(view.name())
                .withUid(node.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .withSpec(
                        need.last().isPresent()
                                ? SyncPod.again(view, project, since)
                                : SyncPod.job(view, project, Long.toString(since.getEpochSecond())))
                .editSpec()
                .withTtlSecondsAfterFinished(KEPT_SECONDS)
                .endSpec()
                .build();
    }

    private static String newest(List<Job> jobs) {
        return jobs.stream()
                .max(Comparator.comparing(SyncNeed::created)
                        .thenComparing(job -> job.getMetadata().getUid()))
                .map(job -> job.getMetadata().getUid())
                .orElse("");
    }
}
