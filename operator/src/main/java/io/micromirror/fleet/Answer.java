package io.micromirror.fleet;

import java.time.Duration;

/** What came back from a mirror. */
sealed interface Answer {
    /**
     * Its status.
     *
     * @param words as they came
     * @param ahead by how much its clock is; negative where it is behind
     */
    record Told(Overview overview, String words, Duration ahead) implements Answer {}

    /** Nothing of use; {@code why} follows the mirror's name in a sentence. */
    record Silent(String why) implements Answer {}
}
