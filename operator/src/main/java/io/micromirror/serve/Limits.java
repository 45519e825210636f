package io.micromirror.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@link Site.RateLimits} in, what nginx needs to keep them out. Whoever calls itself a checker is let through: one that is
 * answered 429 drops the mirror, and a client that lies about its name gains no more than it had without limits.
 */
final class Limits {
    private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f.:]+/[0-9]{1,3}");
    private static final String CHECKERS = "checkers.txt";

    private Limits() {}

    /** Outside of any server: who is counted together. What has an empty key is not counted. */
    static String zones(Site.RateLimits limits) {
        if (limits == null) {
            return "";
        }
        return """
                map $http_user_agent $is_checker {
                  default 0;
                %sgeo $is_excepted {
                  default 0;
                %smap $remote_addr $network {
                  default $remote_addr;
                  "~^(?<four>\\d+\\.\\d+\\.\\d+)\\." $four;
                  "~^(?<six>[^:]*:[^:]*:[^:]*):" $six;
                }
                map $is_checker$is_excepted $limited_network {
                  default "";
                  00 $network;
                }
                limit_conn_zone $limited_network zone=connections:4m;
                limit_req_zone $limited_network zone=requests:4m rate=%dr/s;
                limit_conn_status 429;
                limit_req_status 429;
                """.formatted(
                checkers(),
                limits.except().stream()
                                .filter(network -> NETWORK.matcher(network).matches())
                                .map(network -> "  " + network + " 1;\n")
                                .collect(Collectors.joining())
                        + "}\n",
                Math.max(1, limits.requestsPerSecond()));
    }

    /** In a place that is limited. */
    static String here(Site.RateLimits limits) {
        if (limits == null) {
            return "";
        }
        return (limits.connections() > 0 ? "  limit_conn connections " + limits.connections() + ";\n" : "")
                + (limits.requestsPerSecond() > 0
                        ? "  limit_req zone=requests burst=" + limits.requestsPerSecond() + " nodelay;\n"
                        : "");
    }

    private static String checkers() {
        return read().stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> "  \"~" + line + "\" 1;\n")
                        .collect(Collectors.joining())
                + "}\n";
    }

    private static List<String> read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Limits.class.getResourceAsStream(CHECKERS), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
