package io.micromirror.layout;

import java.util.List;
import java.util.function.Predicate;

/** Whether a file stays that the upstream does not have: it, or a directory above it, is protected. */
public final class Kept implements Predicate<String> {
    private record Rule(Glob glob, boolean kept) {}

    private final List<Rule> rules;

    Kept(List<Filter> rules) {
        this.rules = rules.stream()
                .map(rule -> new Rule(new Glob(rule.pattern()), rule instanceof Filter.Protect))
                .toList();
    }

    /** Whether this file stays, or this directory, whose path ends in {@code /}. */
    @Override
    public boolean test(String path) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (kept(path.substring(0, slash), true)) {
                return true;
            }
        }
        return !path.endsWith("/") && kept(path, false);
    }

    private boolean kept(String path, boolean directory) {
        for (Rule rule : rules) {
            if (rule.glob().matches(path, directory)) {
                return rule.kept();
            }
        }
        return false;
    }
}
