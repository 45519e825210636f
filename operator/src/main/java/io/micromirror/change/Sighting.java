package io.micromirror.change;

/** The answer to a probe. */
public sealed interface Sighting {
    /** What the upstream has published. */
    record Seen(Marker marker) implements Sighting {}

    /** No answer that says anything; {@code why} is a sentence for a person. */
    record Unseen(String why) implements Sighting {}
}
