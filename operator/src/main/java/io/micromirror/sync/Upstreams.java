package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which upstream a run asks. The one that last gave the whole tree is stayed with, because two upstreams are never of the
 * same moment; only after some failed runs in a row the others are asked, in the plan's order. Where none ever gave the
 * tree, all are asked at once. Remembered in a file: its URL, and how many runs failed since.
 */
final class Upstreams {
    static final String NAME = "upstream";

    /** Runs of one upstream, each of which failed, before another is asked. */
    static final int PATIENCE = 3;

    private final Path file;
    private final List<String> urls;
    private String kept = "";
    private int failures;
    private final List<Ending> asked = new ArrayList<>();

    private Upstreams(Path file, List<String> urls) {
        this.file = file;
        this.urls = urls;
    }

    static Upstreams of(SyncPlan plan, Path work) throws IOException {
        Upstreams upstreams = new Upstreams(work.resolve(NAME), plan.upstreams());
        if (Files.exists(upstreams.file)) {
            List<String> lines = Files.readAllLines(upstreams.file);
            if (lines.size() == 2
                    && plan.upstreams().contains(lines.getFirst())
                    && lines.get(1).matches("[0-9]{1,6}")) {
                upstreams.kept = lines.getFirst();
                upstreams.failures = Integer.parseInt(lines.get(1));
            }
        }
        return upstreams;
    }

    /** In which order to ask. */
    List<String> order() {
        List<String> order = new ArrayList<>(urls);
        if (!kept.isEmpty()) {
            order.remove(kept);
            order.addFirst(kept);
        }
        return List.copyOf(order);
    }

    /** Takes note of how an upstream answered; whether to ask the next one. */
    boolean next(String url, Ending ending) throws IOException {
        if (ending.outcome().complete()) {
            keep(url, 0);
            return false;
        }
        boolean theirs = switch (ending.outcome()) {
            case UNREACHABLE, REFUSED, INCONSISTENT -> true;
            case UPDATED, UNCHANGED, COALESCED, WAITING, NO_SPACE, STORAGE_FAILING, STOPPED, FAILED -> false;
        };
        if (!theirs) {
            return false;
        }
        asked.add(ending);
        if (url.equals(kept)) {
            keep(kept, failures + 1);
        }
        // An upstream that contradicts itself is asked again by the next run: it moves on within minutes.
        boolean gave = ending.outcome() == Outcome.INCONSISTENT && kept.isEmpty();
        return !gave && (kept.isEmpty() || failures >= PATIENCE);
    }

    /** Of upstreams that were asked in vain: unreachable if one may answer later, refused if a person must act. */
    Ending ending() {
        if (asked.size() == 1) {
            return asked.getFirst();
        }
        return new Ending(
                worst(),
                asked.stream().map(Ending::reason).collect(Collectors.joining(" ")),
                asked.stream().flatMap(ending -> ending.lack().stream()).findFirst());
    }

    private Outcome worst() {
        for (Outcome outcome : List.of(Outcome.INCONSISTENT, Outcome.UNREACHABLE)) {
            if (asked.stream().anyMatch(ending -> ending.outcome() == outcome)) {
                return outcome;
            }
        }
        return Outcome.REFUSED;
    }

    private void keep(String url, int count) throws IOException {
        if (!url.equals(kept) || count != failures) {
            kept = url;
            failures = count;
            AtomicFile.write(file, url + "\n" + count + "\n");
        }
    }
}
