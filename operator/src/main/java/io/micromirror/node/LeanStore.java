package io.micromirror.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/**
 * A watch's memory of objects that are only looked at: their names, labels and status. What they were asked to be is
 * let go, and who manages which field, which together is most of an object and would be most of the operator's heap.
 * Not for objects that are compared with what is wanted: the comparison needs both.
 */
abstract class LeanStore<T extends HasMetadata> extends BasicItemStore<T> {
    LeanStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public T put(String key, T object) {
        object.getMetadata().setManagedFields(null);
        forgetSpec(object);
        return super.put(key, object);
    }

    abstract void forgetSpec(T object);

    /** Serving and sync pods. */
    static final class Pods extends LeanStore<Pod> {
        @Override
        void forgetSpec(Pod pod) {
            pod.setSpec(null);
        }
    }

    /** Those of CronJobs and our own, which are never changed, and so never compared. */
    static final class Jobs extends LeanStore<Job> {
        @Override
        void forgetSpec(Job job) {
            job.setSpec(null);
        }
    }
}
