package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.micromirror.serve.Site;
import java.util.List;
import java.util.Map;

/** What serving and syncing pods have in common: the disk, and how little they may do. */
final class PodParts {
    static final String CONFIG_PATH = "/etc/micromirror";
    /** Key and file with the names of what the mirror has published. */
    static final String PUBLISHED = "published";
    /** User and group that sync; they own the trees. */
    static final long SYNCING_USER = 9001;

    private static final String STORAGE = "storage";
    private static final String CONFIG = "config";

    private PodParts() {}

    static Volume storageVolume(NodeView view) {
        return new VolumeBuilder()
                .withName(STORAGE)
                .withNewHostPath()
                .withPath(view.spec().storage().path())
                .withType("DirectoryOrCreate")
                .endHostPath()
                .build();
    }

    static VolumeMount storageMount(boolean readOnly) {
        return mount(STORAGE, Site.ROOT, readOnly);
    }

    static VolumeMount configMount() {
        return mount(CONFIG, CONFIG_PATH, true);
    }

    static Volume configVolume(String configMap) {
        return new VolumeBuilder()
                .withName(CONFIG)
                .withNewConfigMap()
                .withName(configMap)
                .endConfigMap()
                .build();
    }

    /** One key as a file, and {@value #PUBLISHED}. */
    static Volume configVolume(String configMap, String key, String file) {
        return new VolumeBuilder(configVolume(CONFIG, configMap, key, file))
                .editConfigMap()
                .addNewItem()
                .withKey(PUBLISHED)
                .withPath(PUBLISHED)
                .endItem()
                .endConfigMap()
                .build();
    }

    static Volume configVolume(String name, String configMap, String key, String file) {
        return new VolumeBuilder()
                .withName(name)
                .withNewConfigMap()
                .withName(configMap)
                .addNewItem()
                .withKey(key)
                .withPath(file)
                .endItem()
                .endConfigMap()
                .build();
    }

    static Volume scratchVolume(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    /** For what is small and written often: it spares the node's disk. */
    static Volume memoryVolume(String name) {
        return memoryVolume(name, "16Mi");
    }

    static Volume memoryVolume(String name, String most) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(quantity(most))
                .endEmptyDir()
                .build();
    }

    static VolumeMount mount(String name, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(readOnly ? true : null)
                .build();
    }

    /** The image with what every container of ours has. */
    static ContainerBuilder container(NodeView view, String name) {
        return container(view, view.settings().image(), name);
    }

    /** The same for what serves, whose image changes only when serving does. */
    static ContainerBuilder servingContainer(NodeView view, String name) {
        return container(view, view.settings().servingImage(), name);
    }

    private static ContainerBuilder container(NodeView view, String image, String name) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(image)
                .withImagePullPolicy(view.settings().pullPolicy());
    }

    /** One variable, or none where there is no value. */
    static List<EnvVar> variables(String name, String value) {
        return value == null
                ? List.of()
                : List.of(new EnvVarBuilder().withName(name).withValue(value).build());
    }

    /**
     * Makes the directories that both kinds of pods need, and gives the topmost to the syncing user, never recursive; fails
     * where the storage is not the one that the mirror published on.
     */
    static Container directories(NodeView view) {
        return directories(view, container(view, "directories"), Site.STATE);
    }

    /** The same in the serving pod, and where its nginx looks for answers to challenges. */
    static Container servingDirectories(NodeView view) {
        return directories(view, servingContainer(view, "directories"), Site.STATE, Site.CHALLENGES);
    }

    private static Container directories(NodeView view, ContainerBuilder container, String... directories) {
        return container
                .withCommand(
                        "micromirror-directories",
                        CONFIG_PATH + "/" + PUBLISHED,
                        view.spec().storage().path(),
                        Long.toString(SYNCING_USER),
                        Site.ROOT)
                .addToCommand(directories)
                .withVolumeMounts(storageMount(false), configMount())
                .withSecurityContext(asRoot("CHOWN", "FOWNER", "DAC_OVERRIDE"))
                // A disk that is read-only is known here first.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    static SecurityContext asUser(long user) {
        return confined()
                .withRunAsUser(user)
                .withRunAsGroup(user)
                .withRunAsNonRoot(true)
                .build();
    }

    static SecurityContext asRoot(String... capabilities) {
        SecurityContext context = confined().withRunAsUser(0L).build();
        context.getCapabilities().setAdd(List.of(capabilities));
        return context;
    }

    private static SecurityContextBuilder confined() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities();
    }

    /** Keeps a mirror on the node that holds its disk. */
    static Map<String, String> nodeSelector(NodeView view) {
        return view.spec().nodeName() == null
                ? null
                : Map.of("kubernetes.io/hostname", view.spec().nodeName());
    }

    static Quantity quantity(String text) {
        return new Quantity(text);
    }
}
