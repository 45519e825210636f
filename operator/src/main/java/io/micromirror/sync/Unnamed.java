package io.micromirror.sync;

import io.micromirror.layout.Layout;
import io.micromirror.proof.Proofs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Files that no live entry point names: what runs brought for entry points that never went live. In a tree without entry
 * points that is any file.
 */
final class Unnamed {
    private final Layout layout;
    private final SyncPlan plan;
    private final Path live;

    Unnamed(SyncPlan plan, Place place) {
        this.plan = plan;
        this.layout = plan.layout();
        this.live = place.live();
    }

    /**
     * Of these files, escaped as rsync writes them, those that no live entry point names, without entry points themselves.
     * Nothing where a live entry point could not be read.
     */
    Set<String> among(Collection<String> files) throws IOException {
        Set<String> unnamed = new TreeSet<>(files);
        unnamed.removeIf(file -> Escaped.name(file)
                .filter(name -> !layout.isEntryPoint(name) && !layout.isMarker(name))
                .isEmpty());
        for (String group : layout.groups(new Tree(live).files(layout::isEntryPoint))) {
            boolean read = Proofs.names(layout.word(), group, live, plan.carried(), name -> strike(name, unnamed));
            if (!read) {
                return Set.of();
            }
        }
        return unnamed;
    }

    /** A name may be a link, and what it leads to is needed as well. */
    private void strike(String name, Set<String> unnamed) {
        unnamed.remove(Escaped.of(name));
        Path path = live.resolve(name);
        if (Files.isSymbolicLink(path)) {
            try {
                unnamed.remove(Escaped.of(
                        live.toRealPath().relativize(path.toRealPath()).toString()));
            } catch (IOException leadsNowhere) {
                // Then there is nothing to keep.
            }
        }
    }
}
