package io.micromirror.kube;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * The Kubernetes client of this program. It reads leniently: one object with a word that this version does not know must
 * not stop the informer of the whole kind.
 */
public final class Client {
    private Client() {}

    /** How it reads and writes objects; one for all, because what a mapper learns of a kind takes megabytes. */
    private static final class Lenient {
        static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization(
                new ObjectMapper()
                        .configure(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL, true)
                        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                        .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false),
                true);
    }

    /** As the client itself reads and writes objects. */
    public static KubernetesSerialization serialization() {
        return Lenient.SERIALIZATION;
    }

    /** Connects as kubectl would, or as the pod's service account. */
    public static KubernetesClient connect() {
        return new KubernetesClientBuilder()
                .withConfig(Config.autoConfigure(null))
                .withKubernetesSerialization(serialization())
                .build();
    }
}
