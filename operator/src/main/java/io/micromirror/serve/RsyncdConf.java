package io.micromirror.serve;

/**
 * {@link Site} in, rsyncd.conf out. The modules are not in it: each project's own file in the state directory tells of
 * one once the project is published, so that rsync offers exactly what is there, whatever the API server knows.
 */
public final class RsyncdConf {
    private RsyncdConf() {}

    public static String render(Site site) {
        return """
                port = %d
                log file = /dev/stdout
                %sread only = yes
                list = yes
                timeout = 600
                max connections = %d
                lock file = /run/rsyncd/lock
                munge symlinks = no
                ignore nonreadable = yes
                dont compress = *
                # A checksum of every file would read the whole disk for one client.
                refuse options = checksum delete
                exclude = .~tmp~/
                &merge %s/rsyncd.d
                """.formatted(site.rsyncPort(), user(site), site.maxConnections(), Site.STATE);
    }

    private static String user(Site site) {
        return site.rsyncNeedsRoot() ? """
                  use chroot = yes
                  uid = %1$d
                  gid = %1$d
                  """.formatted(Site.SERVING_USER) : "use chroot = no\n";
    }
}
