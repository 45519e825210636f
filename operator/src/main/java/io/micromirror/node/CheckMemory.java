package io.micromirror.node;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micromirror.api.MirrorNode;
import io.micromirror.check.History;
import io.micromirror.check.HistoryFile;
import io.micromirror.check.PackedHistory;
import io.micromirror.kube.Labels;
import io.micromirror.kube.Names;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the checks remember: in files, which are at hand and go with the operator's pod, and in a ConfigMap of each mirror,
 * which stays. That one is written when something happened (a fault that came or went, a new version of a reference, a sync
 * that ended) and when the operator ends, never for the time of day; so a crash costs the looks since then. It does not lie
 * with the mirror's data, because the operator mounts no storage and may run on another node: a reinstalled box loses the
 * day of samples that is in it, nothing else.
 */
final class CheckMemory {
    private static final Logger log = LoggerFactory.getLogger(CheckMemory.class);

    private final KubernetesClient client;
    private final Path folder;
    private final Map<Key, Written> written = new ConcurrentHashMap<>();

    /** Whose memory it is. */
    record Key(String namespace, String node, String uid, String project) {
        static Key of(MirrorNode node, String project) {
            return new Key(
                    node.getMetadata().getNamespace(),
                    node.getMetadata().getName(),
                    node.getMetadata().getUid(),
                    project);
        }
    }

    /**
     * What the ConfigMap holds.
     *
     * @param synced when a sync had ended last; {@link Instant#MIN} where an earlier operator wrote it
     * @param behind when the file knows of later looks
     */
    private record Written(int events, Instant synced, boolean behind) {
        boolean holds(int happened, Instant ended) {
            return events == happened && (Instant.MIN.equals(synced) || Objects.equals(synced, ended));
        }
    }

    /** @param folder for the files */
    CheckMemory(KubernetesClient client, Path folder) {
        this.client = client;
        this.folder = folder;
    }

    History read(Key key) {
        HistoryFile file = file(key);
        if (file.exists()) {
            return file.read();
        }
        Optional<History> stored = stored(key);
        stored.ifPresent(
                history -> written.put(key, new Written(history.events().hashCode(), Instant.MIN, false)));
        return stored.orElse(History.NONE);
    }

    /** @param synced when a sync ended last; null where none has */
    void write(Key key, History history, Instant synced) {
        file(key).write(history);
        int events = history.events().hashCode();
        Written before = written.get(key);
        if (before != null && before.holds(events, synced)) {
            written.put(key, new Written(events, synced, true));
        } else if (store(key, history)) {
            written.put(key, new Written(events, synced, false));
        }
    }

    /** A project that is not carried any more; one that comes back is a new one. */
    void forget(Key key) {
        written.remove(key);
        file(key).delete();
        apply(key, Map.of());
    }

    /** Before the operator ends. */
    void save() {
        written.forEach((key, last) -> {
            if (last.behind()) {
                store(key, file(key).read());
            }
        });
    }

    private HistoryFile file(Key key) {
        return new HistoryFile(folder.resolve(key.uid()), key.project());
    }

    private Optional<History> stored(Key key) {
        try {
            // By list, which is a right that the operator has anyway.
            return client
                    .configMaps()
                    .inNamespace(key.namespace())
                    .withField("metadata.name", Names.checks(key.node()))
                    .list()
                    .getItems()
                    .stream()
                    .map(map -> map.getBinaryData().get(key.project()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .flatMap(packed -> PackedHistory.unpack(Base64.getDecoder().decode(packed)));
        } catch (KubernetesClientException | IllegalArgumentException e) {
            log.warn("What the checks of {} remember could not be read: {}", key.project(), e.getMessage());
            return Optional.empty();
        }
    }

    private boolean store(Key key, History history) {
        return apply(key, Map.of(key.project(), Base64.getEncoder().encodeToString(PackedHistory.pack(history))));
    }

    /** Each project's part has an owner of its own, so none needs to know the others'. */
    private boolean apply(Key key, Map<String, String> data) {
        try {
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(Names.checks(key.node()))
                            .withNamespace(key.namespace())
                            .withLabels(Labels.unwatched())
                            .addNewOwnerReference()
                            .withApiVersion(HasMetadata.getApiVersion(MirrorNode.class))
                            .withKind(HasMetadata.getKind(MirrorNode.class))
                            .withName(key.node())
                            .withUid(key.uid())
                            .endOwnerReference()
                            .endMetadata()
                            .withBinaryData(data)
                            .build())
                    .fieldManager("checks-" + key.project())
                    .forceConflicts()
                    .serverSideApply();
            return true;
        } catch (KubernetesClientException e) {
            log.warn("What the checks of {} remember could not be written: {}", key.project(), e.getMessage());
            return false;
        }
    }
}
