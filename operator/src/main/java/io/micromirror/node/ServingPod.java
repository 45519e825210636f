package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.serve.Places;
import io.micromirror.serve.Site;
import io.micromirror.sync.StorageState;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pod that serves a mirror: nginx and rsyncd on the node's own network, the storage read-only, and what keeps both on
 * the newest configuration. The template changes with image, ports and storage alone, so nothing else rolls the pod. It
 * declares no ports: they would become host ports, and the next pod of a rollout would stay Pending.
 */
final class ServingPod {
    /** Configuration and pages; only {@code serve} writes there. */
    private static final String RENDERED = "rendered";

    /** What nginx makes for itself; {@code serve} asks it by a socket there. */
    private static final String RUN_NGINX = "run-nginx";

    private static final String RUN_RSYNCD = "run-rsyncd";

    /** The Secret as it is; only {@code serve} sees it. */
    private static final String CERTIFICATE = "certificate";

    /** What of it nginx uses. */
    private static final String KEYS = "keys";

    /** The container that keeps markers young, and what it reads. */
    private static final String ALIVE = "alive";

    /** What nginx and rsyncd sent, until it is counted. */
    private static final String LOGS = "logs";

    /** How long the old pod may go on with the downloads that it has. */
    private static final long DRAIN_SECONDS = 3600;

    /**
     * A watcher that sleeps nearly always needs little: interpreted, it has neither compiler nor compiled code, and is up
     * in half the work (35 MB of its own instead of 46, 0.6 s of CPU instead of 1.0); the start-up cache stays in its file
     * where it is mapped at the address that it was made for (22 MB).
     */
    private static final String LEAN =
            "-Xint -Xms4m -Xmx24m -Xss256k -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0";

    private ServingPod() {}

    static PodTemplateSpec template(NodeView view) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.serving(view.name()))
                .endMetadata()
                .withNewSpec()
                .withHostNetwork(true)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(DRAIN_SECONDS)
                .withNodeSelector(PodParts.nodeSelector(view))
                .withInitContainers(PodParts.servingDirectories(view), firstRendering(view), TrafficSidecar.of(view))
                .withContainers(nginx(view), rsyncd(view), serve(view), alive(view))
                .withSecurityContext(https(view) ? keyReaders() : null)
                .withVolumes(volumes(view))
                .endSpec()
                .build();
    }

    private static boolean https(NodeView view) {
        return view.site().https() != null;
    }

    /** nginx's master, where it is root, has no right to read what is not its own; but it may read what is its group's. */
    private static PodSecurityContext keyReaders() {
        return new PodSecurityContextBuilder()
                .withSupplementalGroups((long) Site.SERVING_USER)
                .build();
    }

    private static List<Volume> volumes(NodeView view) {
        Stream<Volume> always = Stream.of(
                PodParts.storageVolume(view),
                PodParts.configVolume(Names.serving(view.name())),
                PodParts.memoryVolume(RENDERED),
                PodParts.scratchVolume(RUN_NGINX),
                PodParts.scratchVolume(RUN_RSYNCD),
                // Lines wait here for a second; where nobody counts, nginx finds it full and goes on without.
                PodParts.memoryVolume(LOGS, "64Mi"),
                PodParts.configVolume(ALIVE, Names.syncPlans(view.name()), SyncPlans.ALIVE, ALIVE));
        return https(view)
                ? Stream.concat(always, Stream.of(certificateVolume(view), PodParts.memoryVolume(KEYS)))
                        .toList()
                : always.toList();
    }

    /** The mirror serves without it too, so the pod does not wait for it. */
    private static Volume certificateVolume(NodeView view) {
        return new VolumeBuilder()
                .withName(CERTIFICATE)
                .withNewSecret()
                .withSecretName(view.certificate())
                .withOptional(true)
                .endSecret()
                .build();
    }

    private static VolumeMount keysMount(boolean readOnly) {
        return PodParts.mount(KEYS, Places.POD.keys().toString(), readOnly);
    }

    /** A shell that sleeps nearly always; it alone of this pod writes trees, as the syncs do and as their user. */
    private static Container alive(NodeView view) {
        return PodParts.servingContainer(view, ALIVE)
                .withCommand("micromirror-alive", "/etc/" + ALIVE + "/" + ALIVE, Site.ROOT)
                .withVolumeMounts(PodParts.storageMount(false), PodParts.mount(ALIVE, "/etc/" + ALIVE, true))
                .withSecurityContext(PodParts.asUser(PodParts.SYNCING_USER))
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("1m"))
                .addToRequests("memory", PodParts.quantity("4Mi"))
                .addToLimits("memory", PodParts.quantity("64Mi"))
                .endResources()
                .build();
    }

    static VolumeMount logsMount() {
        return PodParts.mount(LOGS, Places.POD.logs().toString(), false);
    }

    private static Container nginx(NodeView view) {
        Site site = view.site();
        return PodParts.servingContainer(view, "nginx")
                .withCommand(Places.POD.nginxCommand())
                .withVolumeMounts(
                        PodParts.storageMount(true),
                        renderedMount(true),
                        PodParts.mount(RUN_NGINX, Places.POD.run().toString(), false),
                        logsMount())
                .addAllToVolumeMounts(https(view) ? List.of(keysMount(true)) : List.of())
                .withSecurityContext(user(site.httpNeedsRoot(), "NET_BIND_SERVICE", "SETUID", "SETGID", "CHOWN"))
                // nginx's own last words become the condition's message.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withReadinessProbe(tells(site.httpPort()))
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("100m"))
                .addToRequests("memory", PodParts.quantity("64Mi"))
                .endResources()
                .build();
    }

    private static Container rsyncd(NodeView view) {
        Site site = view.site();
        return PodParts.servingContainer(view, "rsyncd")
                .withCommand(Places.POD.rsyncdCommand(site.rsyncPort()))
                .withVolumeMounts(
                        PodParts.storageMount(true),
                        renderedMount(true),
                        PodParts.mount(RUN_RSYNCD, "/run/rsyncd", false),
                        logsMount())
                .withSecurityContext(user(site.rsyncNeedsRoot(), "NET_BIND_SERVICE", "SETUID", "SETGID", "SYS_CHROOT"))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withReadinessProbe(answers(site.rsyncPort()))
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("20m"))
                .addToRequests("memory", PodParts.quantity("16Mi"))
                .endResources()
                .build();
    }

    /** nginx and rsyncd start with what is wanted now, also without anyone else's help. */
    private static Container firstRendering(NodeView view) {
        return rendering(view, "render", "serve", "--once");
    }

    private static Container serve(NodeView view) {
        return rendering(view, "serve", "serve");
    }

    private static Container rendering(NodeView view, String name, String... arguments) {
        return PodParts.servingContainer(view, name)
                .withArgs(arguments)
                .addNewEnv()
                .withName("JAVA_OPTS")
                .withValue(LEAN)
                .endEnv()
                .addNewEnv()
                .withName("MALLOC_ARENA_MAX")
                .withValue("1")
                .endEnv()
                .withVolumeMounts(
                        PodParts.storageMount(true),
                        PodParts.configMount(),
                        renderedMount(false),
                        PodParts.mount(RUN_NGINX, Places.POD.run().toString(), true),
                        logsMount())
                .addAllToVolumeMounts(
                        https(view)
                                ? List.of(
                                        PodParts.mount(
                                                CERTIFICATE,
                                                Places.POD.certificate().toString(),
                                                true),
                                        keysMount(false))
                                : List.of())
                // The serving user without any capability: it can write what is rendered, and ask for a reload.
                .withSecurityContext(PodParts.asUser(Site.SERVING_USER))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("10m"))
                .addToRequests("memory", PodParts.quantity("48Mi"))
                .endResources()
                .build();
    }

    private static VolumeMount renderedMount(boolean readOnly) {
        return PodParts.mount(RENDERED, Places.POD.rendered().toString(), readOnly);
    }

    private static SecurityContext user(boolean needsRoot, String... capabilities) {
        return needsRoot ? PodParts.asRoot(capabilities) : PodParts.asUser(Site.SERVING_USER);
    }

    /** Any web server would answer; one of ours has this file from before its start. */
    private static Probe tells(int port) {
        return new ProbeBuilder()
                .withPeriodSeconds(5)
                .withNewHttpGet()
                .withHost("127.0.0.1")
                .withNewPort(port)
                .withPath("/" + StorageState.STATUS)
                .endHttpGet()
                .build();
    }

    private static Probe answers(int port) {
        return new ProbeBuilder()
                .withPeriodSeconds(5)
                .withNewTcpSocket()
                .withHost("127.0.0.1")
                .withNewPort(port)
                .endTcpSocket()
                .build();
    }
}
