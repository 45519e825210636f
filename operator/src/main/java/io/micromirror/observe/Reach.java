package io.micromirror.observe;

/** Whether a mirror is reached over one family of addresses. */
enum Reach {
    UP,
    DOWN,
    /** Not asked often enough yet, or this side's own network is in doubt. */
    UNKNOWN,
    /** Its name has no address of that family, so nobody comes that way. */
    NONE
}
