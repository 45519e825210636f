package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.serve.Site;
import java.time.Instant;
import java.util.List;

/** The pod of one sync: the storage writable, no account, no more memory than it needs. */
final class SyncPod {
    private static final String PLAN_FILE = "plan.json";
    private static final String TEMPORARY = "tmp";

    private SyncPod() {}

    /** A run that is under way is as good. */
    static final String PASS = "pass";

    /** A run that is under way began too early: with another plan, say. */
    static final String WAIT = "wait";

    /**
     * What each Job of a project runs, whoever starts it.
     *
     * @param turn {@link #PASS}, {@link #WAIT}, or since when it is wanted, in seconds since 1970
     */
    static JobSpec job(NodeView view, Carried project, String turn) {
        return new JobSpecBuilder()
                .withBackoffLimit(3)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Labels.sync(view.name(), project.name()))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNodeSelector(PodParts.nodeSelector(view))
                .withInitContainers(PodParts.directories(view))
                .withContainers(sync(view, project, turn))
                .withVolumes(
                        PodParts.storageVolume(view),
                        PodParts.configVolume(Names.syncPlans(view.name()), Names.planKey(project.name()), PLAN_FILE),
                        PodParts.scratchVolume(TEMPORARY))
                .endSpec()
                .endTemplate()
                .build();
    }

    /**
     * The same for a project that was synced before, so that the storage has its directories: the container that makes them
     * takes as long to start as the run itself.
     *
     * @param since when the run was asked for
     */
    static JobSpec again(NodeView view, Carried project, Instant since) {
        return new JobSpecBuilder(job(view, project, Long.toString(since.getEpochSecond())))
                .editTemplate()
                .editSpec()
                .withInitContainers(List.of())
                .endSpec()
                .endTemplate()
                .build();
    }

    private static Container sync(NodeView view, Carried project, String turn) {
        return PodParts.container(view, "sync")
                .withCommand(
                        "micromirror-line",
                        Site.ROOT,
                        project.name(),
                        view.plan(project).lock(),
                        view.spec().sync().concurrent().toString(),
                        turn)
                .withArgs(
                        "micromirror",
                        "sync",
                        "--in-line",
                        "--plan",
                        PodParts.CONFIG_PATH + "/" + PLAN_FILE,
                        "--storage",
                        Site.ROOT)
                .withVolumeMounts(
                        PodParts.storageMount(false), PodParts.configMount(), PodParts.mount(TEMPORARY, "/tmp", false))
                .withSecurityContext(PodParts.asUser(PodParts.SYNCING_USER))
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("50m"))
                .addToRequests("memory", PodParts.quantity("64Mi"))
                // A sync must not push the hot files out of memory.
                .addToLimits("memory", PodParts.quantity("512Mi"))
                .endResources()
                .build();
    }
}
