package io.micromirror.serve;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How this box does with releases of Micromirror that it takes by itself: the field {@code update} of {@code status.json},
 * by which the boxes after it know whether to take them. The machine writes it into the mirror's state
 * (node-image, {@code pull-release}).
 *
 * @param running the release that runs wholly; null where none ever did
 * @param of the release that was read last, which the rest is about
 * @param state running, taking, waiting, halted, fell-back or refused
 * @param why a sentence; empty where all is well
 */
record Update(String running, String of, String state, String why) {
    /** Its name, in the directory of the state. */
    static final String FILE = "update.json";

    private static final int LARGEST = 4096;

    /** Nothing where there is no such file, or none that can be read. */
    static Optional<Update> read(Path file) throws IOException {
        try {
            return Files.size(file) > LARGEST
                    ? Optional.empty()
                    : Optional.ofNullable(Json.MAPPER.readValue(Files.readString(file), Update.class));
        } catch (NoSuchFileException | JacksonException none) {
            return Optional.empty();
        }
    }
}
