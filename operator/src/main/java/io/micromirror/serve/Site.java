package io.micromirror.serve;

import com.fasterxml.jackson.core.JacksonException;
import io.micromirror.sync.StorageState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One mirror as its web server and rsync daemon see it: what the operator hands to {@link ServeCommand}, as JSON. Operator
 * and serving pod may be of different versions for as long as a rollout takes, so a field is only ever added, an unknown
 * one is ignored, and one that is missing has a default.
 *
 * @param hostname the public DNS name
 * @param aliases further names
 * @param sponsor who hosts it; may be null
 * @param location where it stands; may be null
 * @param contact whom to write to, an e-mail or web address; may be null
 * @param httpPort TCP port of nginx
 * @param rsyncPort TCP port of rsyncd
 * @param maxConnections clients of one rsync module at a time
 * @param https beside http; null for none
 * @param rateLimits of each network of clients; null for none
 * @param projects what it carries, in the order of the manifest
 * @param push who is told of news by HTTP; null for nobody
 * @param pausedUntil when syncs of a project go on, by its name, where people stopped them; null: nobody did
 * @param unclaimed names of projects off the list that are served no more, though their trees are there; null: none
 */
public record Site(
        String hostname,
        List<String> aliases,
        Sponsor sponsor,
        Location location,
        String contact,
        int httpPort,
        int rsyncPort,
        int maxConnections,
        Https https,
        RateLimits rateLimits,
        List<Project> projects,
        Push push,
        Map<String, Instant> pausedUntil,
        List<String> unclaimed) {

    /** Where the storage of the node is mounted in every pod of the mirror. */
    public static final String ROOT = "/srv/mirror";

    /** Where the mirror's own state lies below {@link #ROOT}; never served. */
    public static final String STATE = ROOT + "/.micromirror";

    /** Where whoever orders a certificate puts the answers to challenges, each under its token. */
    public static final String CHALLENGES = STATE + "/" + StorageState.CHALLENGES;

    /** User and group that serve; not those that sync, so that modes decide what the public sees. */
    public static final int SERVING_USER = 9002;

    public static final int HTTP = 80;
    public static final int HTTPS = 443;
    public static final int RSYNC = 873;
    private static final int CONNECTIONS = 50;

    /** Ports below this need root to open them. */
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    public Site {
        hostname = hostname == null ? "localhost" : hostname;
        aliases = present(aliases);
        httpPort = httpPort == 0 ? HTTP : httpPort;
        rsyncPort = rsyncPort == 0 ? RSYNC : rsyncPort;
        maxConnections = maxConnections == 0 ? CONNECTIONS : maxConnections;
        projects = present(projects);
        pausedUntil = pausedUntil == null || pausedUntil.isEmpty() ? null : new TreeMap<>(pausedUntil);
        unclaimed = unclaimed == null || unclaimed.isEmpty() ? null : List.copyOf(present(unclaimed));
    }

    /**
     * TLS on a port of its own.
     *
     * @param acme whether an authority may ask nginx for the answer to a challenge
     */
    public record Https(int port, boolean acme) {
        public Https {
            port = port == 0 ? HTTPS : port;
        }
    }

    /** How much one network may take; 0 is no limit. {@code except}: networks that are never limited. */
    public record RateLimits(int connections, int requestsPerSecond, List<String> except) {
        public RateLimits {
            except = present(except);
        }
    }

    /** The address and port of the operator, to which calls of {@code /push/} are handed on. */
    public record Push(String operator) {}

    /**
     * Who hosts the mirror; the url may be null.
     *
     * @param logo an SVG or PNG image as a data URL; may be null
     */
    public record Sponsor(String name, String url, String logo) {}

    /** Where a mirror stands, as people say it; each part may be null. */
    public record Location(String city, String region, String country) {}

    /**
     * A project that the mirror carries; the homepage may be null.
     *
     * @param path of its tree below {@link #ROOT} and in URLs
     * @param module its name at the rsync daemon
     * @param aliases further paths in URLs; one without a slash is a module as well
     */
    public record Project(
            String name, String title, String homepage, String path, String module, List<String> aliases) {
        public Project {
            aliases = present(aliases);
            title = title == null ? name : title;
        }
    }

    /** The site in a text; {@link IllegalArgumentException} says in one sentence why there is none. */
    public static Site parse(String json) {
        try {
            Site site = Json.MAPPER.readValue(json, Site.class);
            if (site == null) {
                throw new IllegalArgumentException("The site's description is empty.");
            }
            return site;
        } catch (JacksonException trouble) {
            throw new IllegalArgumentException(
                    "The site's description cannot be read: " + trouble.getOriginalMessage(), trouble);
        }
    }

    public String toJson() {
        return Json.writeForPeople(this);
    }

    /** Whether a project off the list is served no more. */
    boolean isUnclaimed(String project) {
        return unclaimed != null && unclaimed.contains(project);
    }

    public boolean httpNeedsRoot() {
        return httpPort < FIRST_UNPRIVILEGED_PORT || (https != null && https.port() < FIRST_UNPRIVILEGED_PORT);
    }

    public boolean rsyncNeedsRoot() {
        return rsyncPort < FIRST_UNPRIVILEGED_PORT;
    }

    private static <T> List<T> present(List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
