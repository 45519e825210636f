package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.micromirror.api.Bytes;
import io.micromirror.api.ScrubPolicy;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.serve.Site;
import java.util.Optional;

/** What reads a part of all that a mirror holds, once a day: one for the mirror, so that only one file is read at a time. */
final class ScrubCronJob {
    private static final String TEMPORARY = "tmp";
    private static final int DAY = 86_400;
    private static final long STARTING_DEADLINE_SECONDS = 3600;

    private ScrubCronJob() {}

    /** None where a person wants none. */
    static Optional<CronJob> of(NodeView view) {
        return view.spec().scrub().days() == 0 || view.carried().isEmpty()
                ? Optional.empty()
                : Optional.of(cronJob(view));
    }

    private static CronJob cronJob(NodeView view) {
        String name = Names.scrub(view.name());
        return new CronJobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(view.namespace())
                .withLabels(Labels.scrub(view.name()))
                .endMetadata()
                .withNewSpec()
                .withSchedule(CronSchedule.of(DAY, name))
                .withSuspend(view.carried().stream().allMatch(view::isPaused))
                .withConcurrencyPolicy("Forbid")
                .withStartingDeadlineSeconds(STARTING_DEADLINE_SECONDS)
                .withSuccessfulJobsHistoryLimit(1)
                .withFailedJobsHistoryLimit(1)
                .withNewJobTemplate()
                .withNewMetadata()
                .withLabels(Labels.scrub(view.name()))
                .endMetadata()
                .withNewSpec()
                // What is damaged still is tried again tomorrow, and one that was killed goes on then.
                .withBackoffLimit(0)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Labels.scrub(view.name()))
                .endMetadata()
                .withSpec(pod(view))
                .endTemplate()
                .endSpec()
                .endJobTemplate()
                .endSpec()
                .build();
    }

    private static PodSpec pod(NodeView view) {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNodeSelector(PodParts.nodeSelector(view))
                .withContainers(scrub(view))
                .withVolumes(
                        PodParts.storageVolume(view),
                        PodParts.configVolume(Names.syncPlans(view.name())),
                        PodParts.scratchVolume(TEMPORARY))
                .build();
    }

    private static Container scrub(NodeView view) {
        ScrubPolicy policy = view.spec().scrub();
        return PodParts.container(view, "scrub")
                // Whoever downloads comes first, for the disk and for the processor.
                .withCommand("chrt", "--idle", "0", "ionice", "--class=idle", "--", "micromirror", "scrub")
                .withArgs(
                        "--plans",
                        PodParts.CONFIG_PATH,
                        "--storage",
                        Site.ROOT,
                        "--days",
                        policy.days().toString(),
                        "--rate",
                        Long.toString(Bytes.of(policy.rate())))
                .withVolumeMounts(
                        PodParts.storageMount(false), PodParts.configMount(), PodParts.mount(TEMPORARY, "/tmp", false))
                .withSecurityContext(PodParts.asUser(PodParts.SYNCING_USER))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("10m"))
                .addToRequests("memory", PodParts.quantity("64Mi"))
                .addToLimits("memory", PodParts.quantity("512Mi"))
                .endResources()
                .build();
    }
}
