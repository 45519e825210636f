package io.micromirror.sync;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a person asks of a project's next run, once. A request stays in the plan; the runner remembers which it has served.
 *
 * @param at when it was made: of two, the later is another one
 * @param path relative to the tree, for what lies there and below; empty: everything
 */
public record Request(Kind kind, Instant at, String path) {
    /** What can be asked. */
    public enum Kind {
        /** To delete in time what {@code maxDelete} held back. */
        APPROVE_DELETES("approve-deletes"),
        /** To delete now what waits for its deletion, however long. */
        PURGE("purge");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @JsonValue
        public String word() {
            return word;
        }
    }

    public Request {
        path = path == null ? "" : path;
        if (kind == null || at == null) {
            throw new IllegalArgumentException("a request of the plan has no kind or no time");
        }
        if (path.length() > 1024 || !isBelow(path)) {
            throw new IllegalArgumentException("the path of a request is '" + Sentence.plain(path, 80)
                    + "'; it must be relative to the project's tree and without '..'");
        }
    }

    private static boolean isBelow(String path) {
        return path.isEmpty()
                || (path.codePoints().noneMatch(Character::isISOControl)
                        && Arrays.stream(path.split("/", -1))
                                .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals("..")));
    }
}
