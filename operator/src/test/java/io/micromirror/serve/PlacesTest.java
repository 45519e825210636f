package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    /** Kubernetes makes one dollar of two and puts a variable of its own for the other, before a shell sees them. */
    @Test
    void commandsMeanTheSameToKubernetesAsToAShell() {
        assertThat(String.join(" ", Places.POD.nginxCommand())).doesNotContain("$$", "$(");
        assertThat(String.join(" ", Places.POD.rsyncdCommand(873))).doesNotContain("$$", "$(");
    }
}
