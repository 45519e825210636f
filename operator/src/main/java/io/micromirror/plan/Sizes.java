package io.micromirror.plan;

import io.micromirror.sync.StorageState;
import io.micromirror.sync.SyncResult;
import io.micromirror.traffic.Attribution;
import io.micromirror.traffic.Catalogue;
import io.micromirror.traffic.Key;
import io.micromirror.traffic.Summary;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large projects and their parts are, without walking a tree: from a list of files that somebody has, be it rsync's
 * listing of a module ({@code rsync -r --list-only}), Fedora's {@code fullfiletimelist}, or {@code size<TAB>path}; from
 * what the last run of a tree of our own found; else from what clients were sent, which is less than what is there.
 */
final class Sizes {
    private static final Pattern RSYNC =
            Pattern.compile("-[-rwxsStT]{9}\\+?\\s+([\\d,.]+)\\s+\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d (.+)");
    private static final Pattern FULL_LIST = Pattern.compile("\\d+\\t[-f*]\\t(\\d+)\\t(.+)");
    private static final Pattern PLAIN = Pattern.compile("(\\d+)\\t([^\\t]+)");

    private static final String LISTS = "fullfiletimelist-*";

    private final Map<Key, Long> sizes = new TreeMap<>();
    private final Map<String, Source> sources = new TreeMap<>();

    /** Who says how large a project is, the better ones last. */
    enum Source {
        /** Answers: what nobody asked for is missing. */
        CLIENTS,
        /** The last run of a tree of our own. */
        RUN,
        LIST,
        PERSON;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part of a project, whatever the file type. */
    static Key part(Key key) {
        return new Key(key.project(), key.release(), key.architecture(), "");
    }

    /** What was asked for. */
    static Sizes of(Summary summary) {
        Sizes sizes = new Sizes();
        summary.stored().forEach(stored -> sizes.sources.put(stored.key().project(), Source.CLIENTS));
        summary.stored().forEach(stored -> sizes.sizes.merge(part(stored.key()), stored.bytes(), Long::sum));
        return sizes;
    }

    /** Reads a list of files; their paths begin with {@code prefix}, such as the module's name and a slash. */
    void read(Path list, String prefix, Attribution attribution) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(list)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line, prefix, attribution);
            }
        }
    }

    void add(String line, String prefix, Attribution attribution) {
        for (Pattern pattern : new Pattern[] {RSYNC, FULL_LIST, PLAIN}) {
            Matcher file = pattern.matcher(line);
            if (file.matches()) {
                long size = Long.parseLong(file.group(1).replaceAll("[,.]", ""));
                Key part = part(attribution.of(prefix + file.group(2)));
                sizes.merge(part, size, Long::sum);
                sources.put(part.project(), Source.LIST);
                return;
            }
        }
    }

    /**
     * Of the trees that a box has, by what their last runs left: a list of the project's own, which tells of parts, or the
     * size of all.
     */
    static Sizes ofStorage(Path storage, Catalogue catalogue) throws IOException {
        Sizes sizes = new Sizes();
        for (SyncResult result : new StorageState(storage).status().projects()) {
            Path tree = storage.resolve(result.path());
            if (result.size() != null) {
                sizes.set(result.project(), result.size().allocated(), Source.RUN);
            }
            if (Files.isDirectory(tree)) {
                Sizes listed = new Sizes();
                try (DirectoryStream<Path> lists = Files.newDirectoryStream(tree, LISTS)) {
                    for (Path list : lists) {
                        listed.read(
                                list,
                                result.path() + "/",
                                new Attribution(catalogue.with(result.project(), result.path())));
                    }
                }
                sizes.prefer(listed);
            }
        }
        return sizes;
    }

    /** Replaces what is known of the projects of {@code better}. */
    void prefer(Sizes better) {
        sizes.keySet().removeIf(key -> better.sources.containsKey(key.project()));
        sizes.putAll(better.sizes);
        sources.putAll(better.sources);
    }

    /** Of a project as a whole. */
    void set(String project, long bytes, Source source) {
        sizes.keySet().removeIf(key -> key.project().equals(project));
        sizes.put(new Key(project, Key.NONE, Key.NONE, ""), bytes);
        sources.put(project, source);
    }

    Map<Key, Long> all() {
        return sizes;
    }

    /** By project. */
    Map<String, Source> sources() {
        return sources;
    }
}
