package io.micromirror.observe;

/** How much of a {@code status.json} is asked for. */
enum Look {
    /** That it is there, and the clock: what costs least. */
    HEAD,
    /** Its beginning, where the host names itself. */
    START,
    /** All of it, once an hour. */
    WHOLE;

    private static final int START_EVERY = 10;
    private static final int WHOLE_EVERY = 120;

    /** @param number of looks before this one */
    static Look of(int number, Watch before) {
        return before.failures() > 0
                ? START
                : number % WHOLE_EVERY == 0 ? WHOLE : number % START_EVERY == 0 ? START : HEAD;
    }
}
