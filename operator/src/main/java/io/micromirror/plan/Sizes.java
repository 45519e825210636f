package io.micromirror.plan;

import io.micromirror.traffic.Attribution;
import io.micromirror.traffic.Key;
import io.micromirror.traffic.Summary;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large projects and their parts are, without walking a tree: from a list of files that somebody has, be it rsync's
 * listing of a module ({@code rsync -r --list-only}), Fedora's {@code fullfiletimelist}, or {@code size<TAB>path}; else from
 * what clients were sent, which is less than what is there.
 */
final class Sizes {
    private static final Pattern RSYNC =
            Pattern.compile("-[-rwxsStT]{9}\\+?\\s+([\\d,.]+)\\s+\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d (.+)");
    private static final Pattern FULL_LIST = Pattern.compile("\\d+\\t[-f*]\\t(\\d+)\\t(.+)");
    private static final Pattern PLAIN = Pattern.compile("(\\d+)\\t([^\\t]+)");

    private final Map<Key, Long> sizes = new TreeMap<>();

    /** A part of a project, whatever the file type. */
    static Key part(Key key) {
        return new Key(key.project(), key.release(), key.architecture(), "");
    }

    /** What was asked for. */
    static Sizes of(Summary summary) {
        Sizes sizes = new Sizes();
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
                sizes.merge(part(attribution.of(prefix + file.group(2))), size, Long::sum);
                return;
            }
        }
    }

    /** Replaces what is known of the projects of {@code better}. */
    void prefer(Sizes better) {
        sizes.keySet()
                .removeIf(key -> better.sizes.keySet().stream()
                        .anyMatch(other -> other.project().equals(key.project())));
        sizes.putAll(better.sizes);
    }

    /** Of a project as a whole. */
    void set(String project, long bytes) {
        sizes.keySet().removeIf(key -> key.project().equals(project));
        sizes.put(new Key(project, "-", "-", ""), bytes);
    }

    Map<Key, Long> all() {
        return sizes;
    }
}
