package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.micromirror.kube.Client;
import org.junit.jupiter.api.Test;

class PackedStoreTest {
    private static final String WHOLE = """
            {"apiVersion": "batch/v1", "kind": "CronJob",
             "metadata": {"name": "box--debian", "namespace": "m", "resourceVersion": "VERSION", "labels": {"a": "b"},
              "managedFields": [{"manager": "micromirror", "operation": "Apply", "apiVersion": "batch/v1",
               "fieldsType": "FieldsV1", "fieldsV1": {"f:spec": {"f:schedule": {}, "k:{\\"name\\":\\"sync\\"}": {".": {}}}}}]},
             "spec": {"schedule": "1 2 * * *", "suspend": false, "aWordOfTomorrow": {"x": [1, "ü"]},
              "jobTemplate": {"spec": {"template": {"spec": {"containers": [{"name": "sync",
               "resources": {"limits": {"memory": "512Mi"}},
               "startupProbe": {"httpGet": {"port": "http", "path": "/"}}}]}}}}},
             "status": {"lastScheduleTime": "2026-01-01T00:00:00Z"}}
            """;

    private final PackedStore.CronJobs store = new PackedStore.CronJobs();

    private static CronJob version(String version) {
        return Client.serialization().unmarshal(WHOLE.replace("VERSION", version), CronJob.class);
    }

    @Test
    void objectsComeBackWhole() {
        CronJob first = version("1");

        assertThat(store.put(store.getKey(first), first)).isNull();

        assertThat(store.get("m/box--debian")).isEqualTo(first).isNotSameAs(first);
        assertThat(Client.serialization().asJson(store.get("m/box--debian")))
                .isEqualTo(Client.serialization().asJson(first))
                .contains("aWordOfTomorrow", "k:{\\\"name\\\":\\\"sync\\\"}");
        assertThat(store.values()).containsExactly(first);
        assertThat(store.isFullState()).isTrue();
    }

    @Test
    void whatWasThereBeforeIsGivenBack() {
        CronJob first = version("1");
        CronJob second = version("2");
        store.put("m/box--debian", first);

        assertThat(store.put("m/box--debian", second)).isEqualTo(first);
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.keySet()).containsExactly("m/box--debian");
        assertThat(store.remove("m/box--debian")).isEqualTo(second);
        assertThat(store.remove("m/box--debian")).isNull();
        assertThat(store.get("m/box--debian")).isNull();
        assertThat(store.size()).isZero();
    }
}
