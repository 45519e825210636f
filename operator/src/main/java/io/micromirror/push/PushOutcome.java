package io.micromirror.push;

/** What became of one thing that a source sent. */
public enum PushOutcome {
    /** It told of news of at least one project. */
    WOKE("woke"),
    /** It told of no project that is carried. */
    UNKNOWN("unknown"),
    /** The broker kept it from before. */
    RETAINED("retained"),
    /** Longer than any announcement. */
    OVERSIZED("oversized"),
    /** Not a topic that MQTT allows. */
    MALFORMED("malformed"),
    /** Without the right token, or to what is not there. */
    REFUSED("refused");

    private final String word;

    PushOutcome(String word) {
        this.word = word;
    }

    /** The label in metrics. */
    public String word() {
        return word;
    }
}
