package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Container;
import io.micromirror.serve.Places;
import io.micromirror.serve.Site;

/**
 * The container of a serving pod that counts what is sent. A sidecar in Kubernetes' sense: it is there before nginx, and
 * ends after it, when the last download was counted. Its death is none of the others' business.
 */
final class TrafficSidecar {
    private static final String NAME = "traffic";

    /** Where the counters lie on the storage. */
    private static final String COUNTERS = Site.STATE + "/traffic";

    /**
     * Busy where the mirror is: the first compiler is worth its code, a small heap is enough for a day's counters, and what
     * it needed once, when it started, goes back. Java's archive of its own classes, which saves more than compact headers
     * do, is for headers that are not.
     */
    private static final String COUNTING =
            "-Xms4m -Xmx40m -Xmn1m -Xss256k -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=15"
                    + " -XX:TrimNativeHeapInterval=30000 -XX:-UseCompactObjectHeaders -XX:TieredStopAtLevel=1";

    private TrafficSidecar() {}

    static Container of(NodeView view) {
        return PodParts.servingContainer(view, NAME)
                .withRestartPolicy("Always")
                .withArgs(
                        "traffic",
                        "follow",
                        "--node=" + view.name(),
                        "--name=$(POD_NAME)",
                        "--state=" + COUNTERS,
                        "--site=" + PodParts.CONFIG_PATH + "/site.json",
                        "--trim",
                        Places.POD.accessLog().toString(),
                        Places.POD.transferLog().toString())
                .addNewEnv()
                .withName("POD_NAME")
                .withNewValueFrom()
                .withNewFieldRef()
                // Kubernetes' default, said: an owner of a reference owns all of it, so what the server added to ours
                // would
                // look like another's change, and be written anew by each reconciliation.
                .withApiVersion("v1")
                .withFieldPath("metadata.name")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewEnv()
                .withName("JAVA_OPTS")
                .withValue(COUNTING)
                .endEnv()
                .addNewEnv()
                .withName("MALLOC_ARENA_MAX")
                .withValue("1")
                .endEnv()
                .withVolumeMounts(PodParts.storageMount(false), PodParts.configMount(), ServingPod.logsMount())
                .withSecurityContext(PodParts.asUser(PodParts.SYNCING_USER))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("10m"))
                .addToRequests("memory", PodParts.quantity("48Mi"))
                .addToLimits("memory", PodParts.quantity("128Mi"))
                .endResources()
                .build();
    }
}
