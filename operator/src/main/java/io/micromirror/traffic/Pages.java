package io.micromirror.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the pages of reports and plans share. */
public final class Pages {
    private Pages() {}

    /** For light, dark and paper. */
    public static String style() {
        try (InputStream file = Pages.class.getResourceAsStream("/traffic/report.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
