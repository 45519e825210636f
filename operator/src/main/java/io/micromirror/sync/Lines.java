package io.micromirror.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The lines of a stream, ended by a line feed or a carriage return. Long ones are cut: an upstream can make rsync write
 * what it likes, without end.
 */
final class Lines {
    private static final int LONGEST = 32 * 1024;

    private Lines() {}

    static void read(InputStream stream, Consumer<String> each) throws IOException {
        StringBuilder line = new StringBuilder();
        try (Reader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n' || c == '\r') {
                    hand(line, each);
                } else if (line.length() < LONGEST) {
                    line.append((char) c);
                }
            }
        }
        hand(line, each);
    }

    private static void hand(StringBuilder line, Consumer<String> each) {
        if (!line.isEmpty()) {
            each.accept(line.toString());
            line.setLength(0);
        }
    }
}
