package io.micromirror.scrub;

import io.micromirror.sync.Mending;
import io.micromirror.sync.ScrubResult;
import io.micromirror.sync.SyncPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A slice of a scrub at some time, for tests of other packages. */
public final class ScrubSlice {
    private ScrubSlice() {}

    public static Optional<ScrubResult> of(SyncPlan plan, Path storage, int days, Clock clock) throws IOException {
        Mending mending = new Mending(plan, storage, new PrintWriter(Writer.nullWriter()), clock);
        return new Scrub(mending, new Reader(0, mending::stopping), days, clock).run();
    }
}
