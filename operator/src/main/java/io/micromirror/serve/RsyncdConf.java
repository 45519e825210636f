package io.micromirror.serve;

import java.util.List;
import java.util.stream.Collectors;

/** {@link Site} and what is served in, rsyncd.conf out: a module for each tree, so that rsync offers what is there. */
final class RsyncdConf {
    private RsyncdConf() {}

    static String render(Site site, List<Tree> trees, Places places) {
        return """
                port = %d
                log file = /dev/stdout
                %sread only = yes
                list = yes
                timeout = 600
                max connections = %d
                lock file = /run/rsyncd/lock
                # A name server that does not answer must not hold up a client.
                reverse lookup = no
                transfer logging = yes
                # The address goes no further than into which family it is of.
                log format = %%o - [%%a] %%m () %%f %%b
                numeric ids = yes
                munge symlinks = no
                ignore nonreadable = yes
                dont compress = *
                # A checksum of every file would read the whole disk for one client.
                refuse options = checksum delete
                exclude = .~tmp~/
                %s""".formatted(
                        site.rsyncPort(),
                        user(site),
                        site.maxConnections(),
                        trees.stream().map(tree -> modules(tree, places)).collect(Collectors.joining()));
    }

    private static String user(Site site) {
        return site.rsyncNeedsRoot() ? """
                  use chroot = yes
                  uid = %1$d
                  gid = %1$d
                  """.formatted(Site.SERVING_USER) : "use chroot = no\n";
    }

    private static String modules(Tree tree, Places places) {
        return tree.modules().stream()
                .map(module -> "[%s]\n  path = %s\n  comment = %s\n  log file = %s\n%s"
                        .formatted(
                                module,
                                places.storage().resolve(tree.path()),
                                comment(tree.project().title()),
                                places.transferLog(),
                                module.equals(tree.module()) ? "" : "  list = no\n"))
                .collect(Collectors.joining());
    }

    /** A title comes from people, but cannot begin a line, continue one ({@code \}) or name a variable ({@code %}). */
    private static String comment(String title) {
        return title.replaceAll("[^\\p{L}\\p{M}\\p{N}.,:()+'/_&-]+", " ").strip();
    }
}
