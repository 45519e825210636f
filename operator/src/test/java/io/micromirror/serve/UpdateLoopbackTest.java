package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a box tells of its updates reaches status.json, where other boxes read it (node-image/tests/boxes.py). */
class UpdateLoopbackTest {
    @TempDir
    Path folder;

    @Test
    void theMachinesWordsReachTheStatus() throws IOException {
        try (Pod pod = new Pod(folder)) {
            pod.want(pod.site("Ohio IX"));
            Upkeep upkeep = pod.upkeep();
            Path told = pod.places.storage().resolve(".micromirror/update.json");
            assertThat(update(pod, upkeep).isMissingNode()).isTrue();

            // As pull-release writes it.
            String words = """
                    {"running": "6", "of": "7", "state": "fell-back", "why": "the box did not serve with operator 2"}
                    """;
            Files.writeString(told, words);
            assertThat(update(pod, upkeep)).isEqualTo(Json.MAPPER.readTree(words));

            for (String odd : new String[] {"", "{", "[7]", "\u0000", "{\"why\": \"" + "x".repeat(5000) + "\"}"}) {
                Files.writeString(told, odd);
                assertThat(update(pod, upkeep).isMissingNode()).as(odd).isTrue();
            }
        }
    }

    private static JsonNode update(Pod pod, Upkeep upkeep) throws IOException {
        upkeep.round();
        return Json.MAPPER
                .readTree(Files.readString(pod.places.pages().resolve("status.json")))
                .path("update");
    }
}
