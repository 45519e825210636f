package io.micromirror.node;

import io.micromirror.sync.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people ask of a mirror's projects, by annotations: {@code micromirror.io/approve-deletes.PROJECT} and {@code
 * micromirror.io/purge.PROJECT}. The value is a time, which makes it another request than the one before; behind it, a
 * purge may name a path. They are handed on with the plan, so that a run starts at once, and stay until another comes.
 */
record Asked(Map<String, String> annotations) {
    private static final Logger log = LoggerFactory.getLogger(Asked.class);
    private static final String PREFIX = "micromirror.io/";

    /** Before the name of a project whose data may go. The value is a time, so that an old word means nothing later. */
    static final String RECLAIM = PREFIX + "reclaim.";

    Asked {
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }

    static String annotation(Request.Kind kind, String project) {
        return PREFIX + kind.word() + "." + project;
    }

    static String value(Request request) {
        return request.path().isEmpty() ? request.at().toString() : request.at() + " " + request.path();
    }

    /** What is asked of a project, oldest first; what cannot be read is left out, with a line in the log. */
    List<Request> of(String project) {
        return Stream.of(Request.Kind.values())
                .flatMap(kind -> parse(kind, project).stream())
                .sorted(Comparator.comparing(Request::at))
                .toList();
    }

    /** Whether somebody lets the data of a project go that is off the list since then. */
    boolean reclaims(String project, Instant since) {
        try {
            String value = annotations.get(RECLAIM + project);
            return value != null && Instant.parse(value.strip()).isAfter(since);
        } catch (DateTimeException unreadable) {
            log.warn("The annotation {} cannot be read: {}", RECLAIM + project, unreadable.getMessage());
            return false;
        }
    }

    private Optional<Request> parse(Request.Kind kind, String project) {
        String value = annotations.get(annotation(kind, project));
        if (value == null) {
            return Optional.empty();
        }
        String[] parts = value.strip().split(" ", 2);
        try {
            return Optional.of(new Request(kind, Instant.parse(parts[0]), parts.length > 1 ? parts[1].strip() : ""));
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            log.warn("The annotation {} cannot be read: {}", annotation(kind, project), unreadable.getMessage());
            return Optional.empty();
        }
    }
}
