package io.micromirror.layout;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Whether a mirror carries a file, told as rsync would with the rules of {@link Layout}: every directory above it must
 * be, and then the file. Markers, and entry points that lie beside content, always are where their directory is.
 */
public final class Carried implements Predicate<String> {
    /** So many directories are remembered; a list of files comes directory by directory. */
    private static final int REMEMBERED = 1000;

    private record Rule(Glob glob, boolean include) {}

    private final List<Rule> rules;
    private final List<Glob> always;
    private final Map<String, Boolean> directories = new TreeMap<>();

    Carried(List<Filter> rules, List<String> always) {
        this.rules = rules.stream()
                .map(rule -> new Rule(new Glob(rule.pattern()), rule instanceof Filter.Include))
                .toList();
        this.always = always.stream().map(Glob::new).toList();
    }

    /** Whether it has this file, by its path in the project's tree. */
    @Override
    public boolean test(String path) {
        return rules.isEmpty()
                || (directory(Layout.parent(path))
                        && (always.stream().anyMatch(glob -> glob.matches(path, false)) || decided(path, false)));
    }

    /** Whether it has this directory; the tree itself is the empty path. */
    public boolean directory(String path) {
        if (path.isEmpty() || rules.isEmpty()) {
            return true;
        }
        Boolean known = directories.get(path);
        if (known == null) {
            known = directory(Layout.parent(path)) && decided(path, true);
            if (directories.size() >= REMEMBERED) {
                directories.clear();
            }
            directories.put(path, known);
        }
        return known;
    }

    private boolean decided(String path, boolean isDirectory) {
        for (Rule rule : rules) {
            if (rule.glob().matches(path, isDirectory)) {
                return rule.include();
            }
        }
        return true;
    }
}
