package io.micromirror.layout;

import java.util.ArrayList;
import java.util.Collection;
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
            "/project/trace/*",
            "/.trace/*");

    /** The directories on the way to them. */
    static final List<String> DIRECTORIES = List.of("/*/", "/project/trace/", "/.trace/");

    private static final String BELOW = "/*/";

    private static final List<Glob> GLOBS = PATTERNS.stream().map(Glob::new).toList();

    private Markers() {}

    /** By path from the tree, a directory of which all files are looked at with a {@code /} at its end. */
    static List<String> names(Collection<String> directories) {
        List<String> names = new ArrayList<>(List.of("./"));
        DIRECTORIES.stream()
                .filter(directory -> !directory.contains("*"))
                .forEach(directory -> names.add("." + directory));
        PATTERNS.stream()
                .filter(pattern -> pattern.startsWith(BELOW))
                .map(pattern -> pattern.substring(BELOW.length()))
                .forEach(name -> directories.forEach(directory -> names.add("./" + directory + "/" + name)));
        return List.copyOf(names);
    }

    static boolean matches(String path) {
        return GLOBS.stream().anyMatch(glob -> glob.matches(path, false));
    }
}
