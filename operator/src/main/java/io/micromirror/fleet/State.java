package io.micromirror.fleet;

/** How a mirror is, in one word. */
enum State {
    /** It answers, and has nothing to say. */
    OK,
    /** It answers, and somebody should look. */
    TROUBLE,
    /** It does not say how it is. */
    DOWN
}
