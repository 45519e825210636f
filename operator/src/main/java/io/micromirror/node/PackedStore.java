package io.micromirror.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micromirror.kube.Client;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A watch's memory of objects that are compared with what is wanted, and so needed whole: as JSON, compressed, which is
 * a thirteenth of one with all its maps of who manages which field. They are looked at when their mirror is
 * reconciled, which is seldom, and unpacked then.
 */
abstract class PackedStore<T extends HasMetadata> implements ItemStore<T> {
    private final Map<String, byte[]> packed = new ConcurrentHashMap<>();
    private final KubernetesSerialization serialization = Client.serialization();
    private final Class<T> kind;

    PackedStore(Class<T> kind) {
        this.kind = kind;
    }

    @Override
    public String getKey(T object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public T put(String key, T object) {
        return unpacked(packed.put(key, pack(object)));
    }

    @Override
    public T remove(String key) {
        return unpacked(packed.remove(key));
    }

    @Override
    public Stream<String> keySet() {
        return packed.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return packed.values().stream().map(this::unpacked);
    }

    @Override
    public int size() {
        return packed.size();
    }

    @Override
    public T get(String key) {
        return unpacked(packed.get(key));
    }

    private byte[] pack(T object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(bytes)) {
            deflating.write(serialization.asJson(object).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private T unpacked(byte[] bytes) {
        return bytes == null
                ? null
                : serialization.unmarshal(new InflaterInputStream(new ByteArrayInputStream(bytes)), kind);
    }

    /** Of every project of every mirror. */
    static final class CronJobs extends PackedStore<CronJob> {
        CronJobs() {
            super(CronJob.class);
        }
    }

    /** Of every mirror. */
    static final class Deployments extends PackedStore<Deployment> {
        Deployments() {
            super(Deployment.class);
        }
    }
}
