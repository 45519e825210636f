package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import io.micromirror.serve.Site;
import java.util.Map;

/**
 * The pod that serves a mirror: nginx and rsyncd on the node's own network, the storage read-only. It declares no ports:
 * they would become host ports, and the next pod of a rollout would stay Pending.
 */
final class ServingPod {
    /** Changes with the configuration, so that a new one brings a new pod. */
    static final String CONFIG_HASH = "micromirror.io/config";

    private static final String RUN = "run";

    /** How long the old pod may go on with the downloads that it has. */
    private static final long DRAIN_SECONDS = 3600;

    private ServingPod() {}

    static PodTemplateSpec template(NodeView view, Map<String, String> config) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.serving(view.name()))
                .withAnnotations(Map.of(CONFIG_HASH, Names.hash(config.toString())))
                .endMetadata()
                .withNewSpec()
                .withHostNetwork(true)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(DRAIN_SECONDS)
                .withNodeSelector(PodParts.nodeSelector(view))
                .withInitContainers(PodParts.directories(view))
                .withContainers(nginx(view), rsyncd(view))
                .withVolumes(
                        PodParts.storageVolume(view),
                        PodParts.configVolume(Names.serving(view.name())),
                        PodParts.scratchVolume(RUN))
                .endSpec()
                .build();
    }

    private static Container nginx(NodeView view) {
        Site site = view.site();
        return PodParts.container(view, "nginx")
                .withCommand("sh", "-c", "mkdir -p /run/nginx && exec nginx -c " + PodParts.CONFIG_PATH + "/nginx.conf")
                .withVolumeMounts(
                        PodParts.storageMount(true), PodParts.configMount(), PodParts.mount(RUN, "/run", false))
                .withSecurityContext(user(site.httpNeedsRoot(), "NET_BIND_SERVICE", "SETUID", "SETGID", "CHOWN"))
                // nginx's own last words become the condition's message.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withReadinessProbe(answers(site.httpPort()))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                // Quits when the last download has ended; SIGTERM, which comes after, would cut it.
                .withCommand("sh", "-c", "kill -QUIT 1; while kill -0 1 2>/dev/null; do sleep 1; done")
                .endExec()
                .endPreStop()
                .endLifecycle()
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("100m"))
                .addToRequests("memory", PodParts.quantity("64Mi"))
                .endResources()
                .build();
    }

    private static Container rsyncd(NodeView view) {
        Site site = view.site();
        String daemon = "rsync --daemon --no-detach --config=" + PodParts.CONFIG_PATH + "/rsyncd.conf";
        return PodParts.container(view, "rsyncd")
                // rsyncd cannot share a port, so in a rollout the new one waits until the old one is gone.
                .withCommand(
                        "sh",
                        "-c",
                        "mkdir -p /run/rsyncd; trap 'kill $! 2>/dev/null; exit 0' TERM;" + " while true; do " + daemon
                                + " & wait $!; sleep 0.5; done")
                .withVolumeMounts(
                        PodParts.storageMount(true), PodParts.configMount(), PodParts.mount(RUN, "/run", false))
                .withSecurityContext(user(site.rsyncNeedsRoot(), "NET_BIND_SERVICE", "SETUID", "SETGID", "SYS_CHROOT"))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withReadinessProbe(answers(site.rsyncPort()))
                .withNewResources()
                .addToRequests("cpu", PodParts.quantity("20m"))
                .addToRequests("memory", PodParts.quantity("16Mi"))
                .endResources()
                .build();
    }

    private static SecurityContext user(boolean needsRoot, String... capabilities) {
        return needsRoot ? PodParts.asRoot(capabilities) : PodParts.asUser(Site.SERVING_USER);
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
