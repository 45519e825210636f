package io.micromirror.observe;

/** What one look at a mirror over one family of addresses came to. */
sealed interface Sample {
    /**
     * It is there.
     *
     * @param clock a remark about its clock; empty where that is right
     * @param content a remark about its {@code status.json}; empty where that is good, null where it was not read
     */
    record Answered(String clock, String content) implements Sample {}

    /** It is not, or somebody else is; {@code why} follows its name in a sentence. */
    record Failed(String why) implements Sample {}

    /** Its name has no address of that family. */
    record Nowhere() implements Sample {}

    /** It cannot be asked from here. */
    record NotFromHere(String why) implements Sample {}
}
