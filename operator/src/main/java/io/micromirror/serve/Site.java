package io.micromirror.serve;

import java.util.List;

/**
 * One mirror as its web server and rsync daemon see it.
 *
 * @param hostname the public DNS name
 * @param aliases further names
 * @param sponsor who hosts it
 * @param httpPort TCP port of nginx
 * @param rsyncPort TCP port of rsyncd
 * @param maxConnections clients of one rsync module at a time
 * @param projects what it carries, in the order of the manifest
 */
public record Site(
        String hostname,
        List<String> aliases,
        Sponsor sponsor,
        int httpPort,
        int rsyncPort,
        int maxConnections,
        List<Project> projects) {

    /** Where the storage of the node is mounted in every pod of the mirror. */
    public static final String ROOT = "/srv/mirror";

    /** Where the mirror's own state lies below {@link #ROOT}; never served. */
    public static final String STATE = ROOT + "/.micromirror";

    /** User and group that serve; not those that sync, so that modes decide what the public sees. */
    public static final int SERVING_USER = 9002;

    /** Ports below this need root to open them. */
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    public Site {
        aliases = List.copyOf(aliases);
        projects = List.copyOf(projects);
    }

    /** Who hosts the mirror; the url may be null. */
    public record Sponsor(String name, String url) {}

    /** A project on the front page. */
    public record Project(String title, String homepage, String path) {}

    public boolean httpNeedsRoot() {
        return httpPort < FIRST_UNPRIVILEGED_PORT;
    }

    public boolean rsyncNeedsRoot() {
        return rsyncPort < FIRST_UNPRIVILEGED_PORT;
    }
}
