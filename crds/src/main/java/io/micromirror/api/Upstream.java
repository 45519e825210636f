package io.micromirror.api;

/** What an upstream may look like: a directory offered by an rsync daemon. */
final class Upstream {
    static final String REGEX =
            "^rsync://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_.+-]+)*/$";
    static final String RULE =
            "must be the rsync URL of a directory, ending in '/' and without '..', such as rsync://mirror.example.net/fedora/";

    private Upstream() {}
}
