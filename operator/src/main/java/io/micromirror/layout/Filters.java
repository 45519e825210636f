package io.micromirror.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a mirror leaves out of a project, and what it keeps of its own. Patterns are rsync's, of plain characters only, so
 * that none can be an option, a merge file or another rule.
 *
 * @param include exceptions of {@code exclude}
 * @param exclude what is not fetched, and goes where it is here
 * @param protect what is not deleted, though the upstream does not have it
 * @param risk exceptions of {@code protect}
 */
public record Filters(List<String> include, List<String> exclude, List<String> protect, List<String> risk) {
    public static final Filters NONE = new Filters(null, null, null, null);

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9._/*?][A-Za-z0-9._/*?+~@=,:%-]{0,254}");
    private static final int MOST = 100;

    public Filters {
        include = checked("include", include);
        exclude = checked("exclude", exclude);
        protect = checked("protect", protect);
        risk = checked("risk", risk);
    }

    /** Whether anything at all is left out. */
    public boolean narrow() {
        return !exclude.isEmpty();
    }

    /**
     * What stays though the upstream does not have it.
     *
     * @param own files of the mirror's own
     */
    public Kept kept(List<String> own) {
        return new Kept(Stream.concat(own.stream().map(file -> new Filter.Protect("/" + file)), deletions().stream())
                .toList());
    }

    /** What decides of content, in rsync's order. */
    List<Filter> rules() {
        return Stream.<Filter>concat(
                        include.stream().map(Filter.Include::new),
                        exclude.stream().map(Filter.Exclude::new))
                .toList();
    }

    /** What decides of directories alone. */
    List<Filter> directoryRules() {
        return rules().stream().map(Filters::ofDirectories).toList();
    }

    /** What decides of deletions, in rsync's order. */
    List<Filter> deletions() {
        return Stream.<Filter>concat(
                        risk.stream().map(Filter.Risk::new), protect.stream().map(Filter.Protect::new))
                .toList();
    }

    private static Filter ofDirectories(Filter rule) {
        String pattern = rule.pattern().endsWith("/") ? rule.pattern() : rule.pattern() + "/";
        return rule instanceof Filter.Include ? new Filter.Include(pattern) : new Filter.Exclude(pattern);
    }

    private static List<String> checked(String field, List<String> patterns) {
        List<String> list = patterns == null ? List.of() : new ArrayList<>(patterns);
        if (list.size() > MOST) {
            throw new IllegalArgumentException("filters." + field + " has more than " + MOST + " patterns");
        }
        for (String pattern : list) {
            if (pattern == null || !PATTERN.matcher(pattern).matches() || pattern.contains("***")) {
                throw new IllegalArgumentException("filters." + field
                        + " holds a pattern that is none: letters, digits, . _ / + ~ @ = , : % - * ? and ** are allowed,"
                        + " as in source/ or **/*-debuginfo-*.rpm; write ? for any other character");
            }
        }
        return List.copyOf(list);
    }
}
