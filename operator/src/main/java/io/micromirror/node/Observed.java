package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.micromirror.kube.Labels;
import io.micromirror.serve.ServingReport;
import io.micromirror.sync.SyncResult;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a mirror at one moment.
 *
 * @param deployment of the serving pod, if it exists
 * @param pods all pods of the mirror, serving and syncing
 * @param jobs all sync jobs of the mirror
 * @param storage the results that lie with the data, as the serving pod tells them; empty while it cannot be asked
 * @param serving which configuration the serving pod runs, as it tells; empty while it cannot be asked
 */
record Observed(
        Optional<Deployment> deployment,
        Collection<Pod> pods,
        Collection<Job> jobs,
        Optional<List<SyncResult>> storage,
        Optional<ServingReport> serving) {

    List<Pod> servingPods() {
        return pods.stream()
                .filter(pod -> "serving".equals(pod.getMetadata().getLabels().get(Labels.COMPONENT)))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    List<Pod> syncPods(String project) {
        return pods.stream()
                .filter(pod -> project.equals(pod.getMetadata().getLabels().get(Labels.PROJECT)))
                .toList();
    }

    /** The sync of a project that runs now. */
    Optional<Job> running(String project) {
        return jobs.stream()
                .filter(job -> project.equals(job.getMetadata().getLabels().get(Labels.PROJECT)))
                .filter(job -> job.getStatus() != null
                        && job.getStatus().getActive() != null
                        && job.getStatus().getActive() > 0)
                .findFirst();
    }
}
