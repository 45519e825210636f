package io.micromirror.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The plan of a run against a model of rsync's filters: whatever the tree, each file belongs to exactly one pass. */
final class LayoutProperties {
    private static final List<String> DIRECTORIES = List.of(
            "dists",
            "main",
            "stable",
            "repodata",
            "os",
            "project",
            "trace",
            ".trace",
            "by-hash",
            "composes",
            "state",
            "TIME",
            "COMPOSE_ID",
            "core.db",
            "index-v1",
            "SHA256SUMS");
    private static final List<String> FILES = List.of(
            "Release",
            "InRelease",
            "Packages.xz",
            "repomd.xml",
            "core.db",
            "core.db.sig",
            "x.pkg.tar.zst",
            "APKINDEX.tar.gz",
            "entry.jar",
            "index-v2.json",
            "SHA256SUMS",
            "x.iso",
            "TIME",
            "state",
            "COMPOSE_ID",
            "fullfiletimelist-x",
            "host");

    @Property(tries = 500)
    void eachFileIsFetchedByExactlyOnePass(@ForAll Layout layout, @ForAll("path") String path) {
        boolean content = fetched(layout.content(Filters.NONE), path);
        boolean entryPoint = layout.hasGroups() && fetched(layout.entryPoints(Filters.NONE), path);
        boolean marker = fetched(Layout.markers(Filters.NONE, List.of()), path);

        assertThat(List.of(content, entryPoint, marker)).as(layout + " " + path).containsOnlyOnce(true);
    }

    @Property(tries = 300)
    void noGroupLiesWithinAnother(@ForAll Layout layout, @ForAll("paths") List<String> paths) {
        List<String> entryPoints = paths.stream()
                .filter(path -> fetched(layout.entryPoints(Filters.NONE), path))
                .toList();

        NavigableSet<String> groups = layout.groups(entryPoints);

        for (String one : groups) {
            assertThat(groups)
                    .as(layout + " " + entryPoints)
                    .filteredOn(other -> !other.equals(one) && !layout.name().matches("ARCH|ALPINE|FDROID|IMAGES"))
                    .noneMatch(other -> (other + "/").startsWith(one.isEmpty() ? "/" : one + "/"));
        }
    }

    @Provide
    Arbitrary<String> path() {
        return Combinators.combine(Arbitraries.of(DIRECTORIES).list().ofMaxSize(4), Arbitraries.of(FILES))
                .as((directories, file) -> String.join("/", directories) + (directories.isEmpty() ? "" : "/") + file);
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return path().list().ofMaxSize(12);
    }

    /** As rsync decides (rsync(1), FILTER RULES): each directory on the way, then the file; the first rule that matches. */
    private static boolean fetched(List<Filter> filters, String path) {
        for (int at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
            if (!admits(filters, path.substring(0, at), true)) {
                return false;
            }
        }
        return admits(filters, path, false);
    }

    private static boolean admits(List<Filter> filters, String path, boolean directory) {
        for (Filter filter : filters) {
            if (matches(filter.pattern(), path, directory)) {
                return filter instanceof Filter.Include;
            }
        }
        return true;
    }

    private static boolean matches(String pattern, String path, boolean directory) {
        if (pattern.endsWith("/") && !directory) {
            return false;
        }
        String bare = pattern.replaceAll("^/|/$", "");
        StringBuilder regex = new StringBuilder(pattern.startsWith("/") ? "" : "(.*/)?");
        for (int i = 0; i < bare.length(); i++) {
            if (bare.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (bare.charAt(i) == '*') {
                regex.append("[^/]*");
            } else {
                regex.append(Pattern.quote(bare.substring(i, i + 1)));
            }
        }
        return Pattern.matches(regex.toString(), path);
    }
}
