package io.micromirror.check;

/** What is asked of a URL. */
enum Method {
    HEAD,
    GET,
    /** The addresses of a host. */
    RESOLVE,
    /** The listing of an rsync module, or of a directory in it, with all below. */
    LIST,
    /** One small file of an rsync module. */
    FETCH
}
