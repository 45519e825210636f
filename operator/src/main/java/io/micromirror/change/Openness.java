package io.micromirror.change;

/** Whether a file is there for everybody. */
public sealed interface Openness {
    /** It is. */
    record Open() implements Openness {}

    /** It is not there, or it is and its mode keeps everybody from reading it: it is not released yet. */
    record Closed() implements Openness {}

    /** No answer that says anything; {@code why} is a sentence for a person. */
    record Unknown(String why) implements Openness {}
}
