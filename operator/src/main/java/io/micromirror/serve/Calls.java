package io.micromirror.serve;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@link Site.Push} in, what nginx needs to hand calls of {@code /push/} on to the operator out: few of each address, small
 * ones, and where there is https only by that, because they hold a token.
 */
final class Calls {
    private static final Pattern ADDRESS = Pattern.compile("([0-9.]+|\\[[0-9A-Fa-f:]+\\]):[0-9]{1,5}");
    private static final int A_SECOND = 5;
    private static final int AT_ONCE = 20;

    private Calls() {}

    private static Optional<String> operator(Site.Push push) {
        return Optional.ofNullable(push)
                .map(Site.Push::operator)
                .filter(address -> ADDRESS.matcher(address).matches());
    }

    /** Outside of any server. */
    static String zone(Site.Push push) {
        return operator(push)
                .map(_ -> "limit_req_zone $binary_remote_addr zone=push:1m rate=%dr/s;\n".formatted(A_SECOND))
                .orElse("");
    }

    /** What the server answers: nothing but downloads, and calls. */
    static String methods(Site.Push push) {
        return operator(push).isPresent() ? """
                set $is_call "$request_method $uri";
                if ($is_call !~ "^((GET|HEAD) |POST /push/)") {
                  return 405;
                }
                """ : """
                if ($request_method !~ ^(GET|HEAD)$) {
                  return 405;
                }
                """;
    }

    /** In the server. */
    static String place(Site.Push push, boolean secure) {
        return operator(push)
                .map(address -> """
                        location /push/ {
                        %s  # A token may be in the address, as some upstreams call.
                          access_log off;
                          limit_req zone=push burst=%d nodelay;
                          limit_req_status 429;
                          client_max_body_size 64k;
                          proxy_pass http://%s;
                          proxy_pass_request_body off;
                          proxy_set_header Content-Length "";
                          proxy_connect_timeout 2s;
                          proxy_read_timeout 5s;
                        }
                        """.formatted(
                                secure ? "  if ($scheme = http) {\n    return 403;\n  }\n" : "", AT_ONCE, address))
                .orElse("");
    }
}
