package io.micromirror.scrub;

/** What a look at a file found. */
sealed interface Look {
    /** It holds what an index says. */
    record Good(long bytes) implements Look {}

    /** It holds something else. */
    record Wrong(long bytes, String hex) implements Look {}

    /** It is not there. */
    record Absent() implements Look {}

    /** The disk would not read it. */
    record Unreadable(String why) implements Look {}

    /** It is not for us to look at: no regular file of the tree, or closed to us before its release. */
    record Closed() implements Look {}

    default boolean isBad() {
        return switch (this) {
            case Wrong _, Absent _, Unreadable _ -> true;
            case Good _, Closed _ -> false;
        };
    }
}
