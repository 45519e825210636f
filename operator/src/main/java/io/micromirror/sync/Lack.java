package io.micromirror.sync;

/**
 * What stands in the way of a group of entry points.
 *
 * @param what one clause that names the group and the first file
 */
record Lack(Kind kind, String what) {
    /** By what an upstream contradicts itself. */
    enum Kind {
        /** An index names what is not there, or is there with another size. */
        MISSING("Missing"),
        /** Indexes do not fit together, or cannot be read. */
        CONTRADICTION("Contradiction"),
        /** An entry point is not signed by one of the project's keys. */
        BAD_SIGNATURE("BadSignature"),
        /** The entry points are older than what is served. */
        OLDER("Older"),
        /** It says that it is in the midst of an update. */
        UPDATING("Updating"),
        /** The entry points changed each time they were read. */
        MOVING("Moving");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The name in results and in status. */
        String word() {
            return word;
        }
    }
}
