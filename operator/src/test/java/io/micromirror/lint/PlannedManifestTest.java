package io.micromirror.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micromirror.plan.MeasuredMirror;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifest that {@code micromirror plan} prints is one that the API server takes. */
class PlannedManifestTest {
    @TempDir
    private Path folder;

    @Test
    void hasTheFormOfItsDefinition() throws IOException {
        String text = new MeasuredMirror(folder).plan("--disk=560GB", "--growth=0", "--staging=0", "--yaml");
        JsonNode manifest = new YAMLMapper().readTree(text);

        assertThat(manifest.at("/spec/projects/0/name").asText()).isNotEmpty();
        assertThat(text).contains("carry: {releases: [\"44\"], architectures: [\"x86_64\"]}");
        assertThat(new Lint().form(manifest)).isEmpty();
    }
}
