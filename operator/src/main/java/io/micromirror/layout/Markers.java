package io.micromirror.layout;

import java.util.List;

/**
 * What says how fresh a mirror is: AlmaLinux and CentOS ({@code TIME}), Arch ({@code lastsync}, {@code lastupdate}), KDE and
 * Alpine ({@code last-updated}), the Document Foundation ({@code TIMESTAMP}), Manjaro's branches ({@code state}), CentOS
 * composes, Fedora's and Rocky's file lists, the traces of Debian and Ubuntu.
 */
final class Markers {
    static final List<String> PATTERNS = List.of(
            "/TIME",
            "/TIMESTAMP",
            "/lastsync",
            "/lastupdate",
            "/last-updated",
            "/state",
            "/*/state",
            "/COMPOSE_ID",
            "/*/COMPOSE_ID",
            "/fullfiletimelist-*",
            "/fullfilelist*",
            "/imagelist-*",
            "/snapshotindex.txt",
            "/project/trace/**",
            "/.trace/**");

    /** The directories on the way to them. */
    static final List<String> DIRECTORIES = List.of("/*/", "/project/trace/", "/.trace/");

    private static final List<Glob> GLOBS = PATTERNS.stream().map(Glob::new).toList();

    private Markers() {}

    static boolean matches(String path) {
        return GLOBS.stream().anyMatch(glob -> glob.matches(path, false));
    }
}
