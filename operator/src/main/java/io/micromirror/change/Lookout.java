package io.micromirror.change;

import io.micromirror.change.Sighting.Seen;
import io.micromirror.change.Sighting.Unseen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks upstreams what they have published. Bounded in time and bytes; never throws for what an upstream does. */
public final class Lookout implements AutoCloseable {
    /** No marker file is larger; of larger ones the time is asked. */
    static final int LARGEST = 64 * 1024;

    private final HttpLook http = new HttpLook();
    private final RsyncLook rsync = new RsyncLook();

    /** The answer of the first base that has one. */
    public Sighting look(Probe probe) {
        List<String> whys = new ArrayList<>();
        for (String base : probe.bases()) {
            try {
                List<String> parts = Probe.overRsync(base) ? rsync.parts(probe, base) : http.parts(probe, base);
                return new Seen(Marker.of(parts));
            } catch (IOException unanswered) {
                whys.add(unanswered.getMessage());
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                return new Unseen("The question was broken off.");
            }
        }
        return new Unseen(String.join(" ", whys));
    }

    /** Whether a file of a tree is there for everybody, by the first base that answers. */
    public Openness open(List<String> bases, String file) {
        List<String> whys = new ArrayList<>();
        for (String base : bases) {
            try {
                boolean open = Probe.overRsync(base) ? rsync.isOpen(base, file) : http.isOpen(base, file);
                return open ? new Openness.Open() : new Openness.Closed();
            } catch (IOException unanswered) {
                whys.add(unanswered.getMessage());
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                return new Openness.Unknown("The question was broken off.");
            }
        }
        return new Openness.Unknown(String.join(" ", whys));
    }

    @Override
    public void close() {
        http.close();
    }
}
