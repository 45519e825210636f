package io.micromirror.sync;

import io.micromirror.filelist.Difference;
import io.micromirror.filelist.Entry;
import io.micromirror.layout.Layout;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a new list has that the old had not, and the other way round. Names of content, which may be millions, lie in
 * files; those of entry points, and of what is gone as far as that may be deleted, in memory.
 */
final class Changes {
    private static final int MOST_LINKS = 100_000;
    private static final int MOST_GONE = 1_000_000;

    private final Layout layout;
    private final Path content;
    private final Path restricted;
    private final Set<String> waiting;
    private final Set<String> stillWaiting = new HashSet<>();
    private final List<String> entryPoints = new ArrayList<>();
    private final NavigableSet<String> changedEntryPoints = new TreeSet<>();
    private final List<String> gone = new ArrayList<>();
    private final Map<String, Long> needs = new HashMap<>();
    private long need;
    private long names;
    private long restrictedNames;
    private long listed;
    private long lost;

    /** @param waiting names whose deletion is due some day, a directory's with a {@code /} at its end */
    Changes(Layout layout, Place place, Set<String> waiting) {
        this.layout = layout;
        this.content = place.names(0);
        this.restricted = place.names(1);
        this.waiting = waiting;
        this.stillWaiting.addAll(waiting);
    }

    Changes read(Listing listing) throws IOException {
        try (OutputStream open = new BufferedOutputStream(Files.newOutputStream(content));
                OutputStream closed = new BufferedOutputStream(Files.newOutputStream(restricted))) {
            Difference.of(listing.sorted(), listing.fresh(), new Sorting(open, closed));
        }
        return this;
    }

    /** Names of content for rsync; there may be none. */
    Path content() {
        return content;
    }

    /** Names of what is not for everybody yet, and perhaps not for us. */
    Path restricted() {
        return restricted;
    }

    long names() {
        return names;
    }

    long restrictedNames() {
        return restrictedNames;
    }

    /** Bytes that what is new takes, at most: names of one file count once. */
    long need() {
        return need + needs.values().stream().mapToLong(Long::longValue).sum();
    }

    long listed() {
        return listed;
    }

    /** What is gone, a directory's name with a {@code /} at its end; also what waited for it and did not come back. */
    Set<String> gone() {
        Set<String> all = new TreeSet<>(stillWaiting);
        all.addAll(gone);
        return all;
    }

    /** How many are gone: perhaps more than {@link #gone} holds. */
    long lost() {
        return lost;
    }

    boolean anyEntryPoints() {
        return !changedEntryPoints.isEmpty();
    }

    /** All entry points of the groups of which any changed, and those that changed and are of no group. */
    List<String> staged() {
        NavigableSet<String> groups = layout.groups(entryPoints);
        Set<String> changed = new HashSet<>();
        changedEntryPoints.forEach(path -> changed.add(group(path, groups)));
        return entryPoints.stream()
                .filter(path -> {
                    String group = group(path, groups);
                    return group == null ? changedEntryPoints.contains(path) : changed.contains(group);
                })
                .toList();
    }

    /** Null: of none. */
    private static String group(String path, Set<String> groups) {
        String up = path;
        while (!up.isEmpty()) {
            up = up.substring(0, Math.max(0, up.lastIndexOf('/')));
            if (groups.contains(up)) {
                return up;
            }
        }
        return null;
    }

    private final class Sorting implements Difference.Sink {
        private final OutputStream open;
        private final OutputStream closed;

        Sorting(OutputStream open, OutputStream closed) {
            this.open = open;
            this.closed = closed;
        }

        @Override
        public void listed(String path, boolean isDirectory) {
            listed++;
            if (isEntryPoint(path, isDirectory)) {
                entryPoints.add(path);
            }
            if (!waiting.isEmpty()) {
                stillWaiting.remove(path);
                stillWaiting.remove(path + "/");
            }
        }

        @Override
        public void changed(String path, Entry entry, long sizeBefore) throws IOException {
            boolean marker = !entry.isDirectory() && (layout.isMarker(path) || layout.isBusy(path));
            if (isEntryPoint(path, entry.isDirectory())) {
                changedEntryPoints.add(path);
            } else if (!marker && !layout.owns(path)) {
                write(path, entry);
            }
            if (entry.isFile()) {
                room(entry, sizeBefore);
            }
        }

        @Override
        public void gone(String path, Entry entry) {
            lost++;
            if (isEntryPoint(path, entry.isDirectory())) {
                changedEntryPoints.add(path);
            }
            if (gone.size() < MOST_GONE) {
                gone.add(entry.isDirectory() ? path + "/" : path);
            }
        }

        /** A directory is one only among others: elsewhere it may be called as one and hold content. */
        private boolean isEntryPoint(String path, boolean isDirectory) {
            return layout.isEntryPoint(path) && (!isDirectory || layout.owns(path));
        }

        private void write(String path, Entry entry) throws IOException {
            OutputStream out = entry.restricted() ? closed : open;
            out.write(path.getBytes(StandardCharsets.UTF_8));
            out.write(0);
            if (entry.restricted()) {
                restrictedNames++;
            } else {
                names++;
            }
        }

        /** Names of one file have one size and time: a new one takes nothing where another was there before. */
        private void room(Entry entry, long sizeBefore) {
            long more = Math.max(0, entry.size() - sizeBefore);
            if (needs.size() < MOST_LINKS) {
                needs.merge(entry.size() + " " + entry.time(), more, Math::min);
            } else {
                need += more;
            }
        }
    }
}
