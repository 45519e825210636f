package io.micromirror.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The upstreams that were asked in vain. Unreachable if one of them may answer later; refused if a person must act. */
final class Upstreams {
    private final List<Ending> asked = new ArrayList<>();

    void add(Ending ending) {
        asked.add(ending);
    }

    Ending ending() {
        boolean mayAnswer = asked.stream().anyMatch(ending -> ending.outcome() == Outcome.UNREACHABLE);
        return new Ending(
                mayAnswer ? Outcome.UNREACHABLE : Outcome.REFUSED,
                asked.stream().map(Ending::reason).collect(Collectors.joining(" ")));
    }
}
