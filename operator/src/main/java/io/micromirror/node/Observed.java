package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.micromirror.kube.Labels;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.serve.ServingReport;
import io.micromirror.sync.FirstSync;
import io.micromirror.sync.StorageStatus;
import io.micromirror.sync.SyncResult;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was seen of a mirror at one moment.
 *
 * @param deployment of the serving pod, if it exists
 * @param pods all pods of the mirror, serving and syncing
 * @param jobs all sync jobs of the mirror
 * @param storage the state that lies with the data, as the serving pod tells them; empty while it cannot be asked
 * @param serving which configuration the serving pod runs, as it tells; empty while it cannot be asked
 * @param readOnly whether the mirror says that its disk takes no writes any more
 * @param asked what a person asked for, as long as it is not served
 * @param spoken since when messages ask for a run, of those projects of which they do
 * @param spotted what upstreams have published, of those projects that have a probe
 */
record Observed(
        Optional<Deployment> deployment,
        Collection<Pod> pods,
        Collection<Job> jobs,
        Optional<StorageStatus> storage,
        Optional<ServingReport> serving,
        boolean readOnly,
        Optional<SyncNow> asked,
        Map<String, Instant> spoken,
        Set<Spotted> spotted) {

    /** Before it is known what is asked for. */
    Observed(
            Optional<Deployment> deployment,
            Collection<Pod> pods,
            Collection<Job> jobs,
            Optional<StorageStatus> storage,
            Optional<ServingReport> serving) {
        this(deployment, pods, jobs, storage, serving, false, Optional.empty(), Map.of(), Set.of());
    }

    /** The same where the disk takes writes or, if true, none. */
    Observed onDisk(boolean isReadOnly) {
        return new Observed(deployment, pods, jobs, storage, serving, isReadOnly, asked, spoken, spotted);
    }

    /** The same, and what is asked for. */
    Observed asking(Optional<SyncNow> wish, Map<String, Instant> words, Set<Spotted> published) {
        return new Observed(deployment, pods, jobs, storage, serving, readOnly, wish, words, published);
    }

    /** What decides whether a project needs a run. */
    SyncNeed need(Carried project) {
        return new SyncNeed(
                project,
                jobs(project.name()),
                last(project.name()),
                asked.filter(wish -> wish.names(project)).map(SyncNow::since),
                Optional.ofNullable(spoken.get(project.name())),
                spotted.stream()
                        .filter(each -> each.project().equals(project.name()))
                        .findFirst());
    }

    List<Job> jobs(String project) {
        return jobs.stream()
                .filter(job -> project.equals(job.getMetadata().getLabels().get(Labels.PROJECT)))
                .toList();
    }

    /** The newest result of a project's runs, from the storage or in a pod's last words, whichever was quicker. */
    Optional<SyncResult> last(String project) {
        return Stream.concat(
                        storage.stream().flatMap(status -> status.projects().stream()),
                        syncPods(project).stream().flatMap(pod -> lastWords(pod).stream()))
                .filter(result -> project.equals(result.project())
                        && result.outcome().worked()
                        && result.started() != null
                        && result.finished() != null)
                .max(Comparator.comparing(SyncResult::finished));
    }

    static Optional<SyncResult> lastWords(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(status -> status.getState().getTerminated())
                .filter(terminated -> terminated != null && terminated.getMessage() != null)
                .flatMap(terminated -> SyncResult.parse(terminated.getMessage()).stream())
                .findFirst();
    }

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

    /** How far a first sync is, where that is known. */
    Optional<FirstSync> firstSync(String project) {
        return storage.stream()
                .flatMap(status -> status.firstSyncs().stream())
                .filter(first -> first.project().equals(project))
                .findFirst();
    }

    /** The sync of a project that runs now. */
    Optional<Job> running(String project) {
        return jobs(project).stream()
                .filter(job -> job.getStatus() != null
                        && job.getStatus().getActive() != null
                        && job.getStatus().getActive() > 0)
                .findFirst();
    }
}
