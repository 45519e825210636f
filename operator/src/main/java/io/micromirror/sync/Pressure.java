package io.micromirror.sync;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** What a run does for want of room: what can be spared goes, and the work is begun again. */
final class Pressure {
    private final Removal removal;

    Pressure(Removal removal) {
        this.removal = removal;
    }

    /** Work that needs room. What waits for its deletion goes first, then what no list waits to delete. */
    <T> T relieve(Stopwatch.Work<T> work) throws IOException {
        return begun(work, List.of(removal::hurry, removal::clear));
    }

    /**
     * A guess that there is none: what clients may still ask for does not go for it.
     *
     * @param unseen whether nothing is served yet, so that there is nothing to spare
     */
    void demand(Stopwatch.Step guess, boolean unseen) throws IOException {
        begun(
                () -> {
                    guess.run();
                    return this;
                },
                unseen ? List.of() : List.of(removal::clear));
    }

    private static <T> T begun(Stopwatch.Work<T> work, List<Stopwatch.Work<Boolean>> inTurn) throws IOException {
        Iterator<Stopwatch.Work<Boolean>> ways = inTurn.iterator();
        while (true) {
            try {
                return work.run();
            } catch (EndedException ended) {
                boolean room = false;
                while (ended.ending().outcome() == Outcome.NO_SPACE && !room && ways.hasNext()) {
                    room = ways.next().run();
                }
                if (!room) {
                    throw ended;
                }
            }
        }
    }
}
