package io.micromirror.api;

import java.util.List;
import java.util.Objects;

/** Reads lists leniently: null elements count as absent. */
final class Absent {
    private Absent() {}

    static <T> List<T> dropped(List<T> list) {
        return list.stream().filter(Objects::nonNull).toList();
    }
}
