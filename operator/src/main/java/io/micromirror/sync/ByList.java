package io.micromirror.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Scanner;

/** Brings what a list says is new: content into the tree, entry points into the stage. Nothing else is looked at. */
final class ByList {
    private final Place place;
    private final Fetch fetch;
    private final Changes changes;

    ByList(Place place, Fetch fetch, Changes changes) {
        this.place = place;
        this.fetch = fetch;
        this.changes = changes;
    }

    /** Brings all content; what the list names and the upstream has not is a lack, except where it may not be read. */
    Optional<Lack> content() throws IOException {
        fetch.listed(changes);
        if (changes.names() == 0) {
            return Optional.empty();
        }
        return missing(changes.content())
                .map(path -> new Lack(Lack.Kind.MISSING, "its list of files names " + path + ", which is missing"));
    }

    /** Stages the groups that changed. */
    void stage() throws IOException {
        if (changes.anyEntryPoints()) {
            fetch.entryPoints(changes.staged());
        }
    }

    private Optional<String> missing(Path names) throws IOException {
        try (Scanner scanner = new Scanner(Files.newBufferedReader(names, StandardCharsets.UTF_8)).useDelimiter("\0")) {
            while (scanner.hasNext()) {
                String name = scanner.next();
                if (!Tree.exists(place.live().resolve(name))) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }
}
