package io.micromirror.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    @Test
    void podsOfAMirrorThatWasDeletedAndMadeAgainAreNotItsOwn() {
        Pod mirror = created("2026-01-02T12:00:00Z");
        Pod before = created("2026-01-02T11:59:59Z");
        Pod atOnce = created("2026-01-02T12:00:00Z");
        Pod later = created("2026-01-03T00:00:00Z");

        assertThat(Lifetime.of(mirror, List.of(before, atOnce, later))).containsExactly(atOnce, later);
    }

    private static Pod created(String time) {
        return new PodBuilder()
                .withNewMetadata()
                .withCreationTimestamp(time)
                .endMetadata()
                .build();
    }
}
