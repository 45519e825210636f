package io.micromirror.sync;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a run ended. */
public enum Outcome {
    /** What is served is now what the upstream has, and something was new. */
    UPDATED("Updated"),
    /** What is served was already what the upstream has. */
    UNCHANGED("Unchanged"),
    /** Another run of the project was under way; this one did nothing. */
    COALESCED("Coalesced"),
    /** As many runs as may were under way; this one waits in line and has done nothing yet. */
    WAITING("Waiting"),
    /** The upstream changed during the run again and again, or contradicts itself. */
    INCONSISTENT("Inconsistent"),
    /** The storage is full. */
    NO_SPACE("NoSpace"),
    /** The disk would not read or write. */
    STORAGE_FAILING("StorageFailing"),
    /** No upstream would give the tree: a person has to mend something. */
    REFUSED("Refused"),
    /** No upstream answered, or all were full: a later run may do. */
    UNREACHABLE("Unreachable"),
    /** The run was told to stop; the next one goes on from there. */
    STOPPED("Stopped"),
    /** Anything else, also an outcome that this version does not know. */
    @JsonEnumDefaultValue
    FAILED("Failed");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** The name in results, in status and in metrics. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Whether the run asked an upstream at all, so that there is something to tell of the project. */
    public boolean worked() {
        return this != COALESCED && this != WAITING;
    }

    /** Whether the run ended with nothing left to do. */
    public boolean complete() {
        return this == UPDATED || this == UNCHANGED;
    }
}
