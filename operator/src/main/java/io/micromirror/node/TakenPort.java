package io.micromirror.node;

import io.micromirror.api.MirrorNodeSpec;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port that another process of the node has, and what to do. */
record TakenPort(int port) {
    static final String REASON = "PortInUse";

    /** As nginx says it: 98 is EADDRINUSE. */
    private static final Pattern BIND = Pattern.compile("bind\\(\\) to \\S+:(\\d+) failed \\(98:");

    /** The port that nginx did not get, if that is its trouble. */
    static Optional<TakenPort> in(String words) {
        Matcher bind = BIND.matcher(words == null ? "" : words);
        return bind.find() ? Optional.of(new TakenPort(Integer.parseInt(bind.group(1)))) : Optional.empty();
    }

    String message(MirrorNodeSpec spec) {
        return "Another process of the node has port %1$d. Stop it (on the node, ss -ltnp 'sport = :%1$d' names it),"
                        .formatted(port)
                + " or choose another %s.".formatted(field(spec));
    }

    private String field(MirrorNodeSpec spec) {
        if (spec.http().tls() != null && spec.http().tls().port() == port) {
            return "spec.http.tls.port";
        }
        return spec.rsync().port() == port ? "spec.rsync.port" : "spec.http.port";
    }
}
