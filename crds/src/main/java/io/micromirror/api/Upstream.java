package io.micromirror.api;

/** What upstreams may look like: directories offered by rsync daemons. */
final class Upstream {
    static final String REGEX =
            "^rsync://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_.+-]+)*/$";
    static final String RULE =
            "must be the rsync URL of a directory, ending in '/' and without '..', such as rsync://mirror.example.net/fedora/";

    /** A whole daemon, or a directory that holds what another one has as modules. */
    static final String PARENT_REGEX =
            "^rsync://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/(([A-Za-z0-9_][A-Za-z0-9._+-]*/)+)?$";

    static final String PARENT_RULE = "must be the rsync URL of a whole mirror, ending in '/' and without '..', such as"
            + " rsync://mirror.fcix.net/";

    /** A module, or a directory below one. */
    static final String MODULE_REGEX = "^[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_][A-Za-z0-9._+-]*)*$";

    private Upstream() {}
}
