package io.micromirror.sync;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person asked of a project and no run has done yet: requests of the plan, and those that were left on the storage
 * itself. Each is served once; the time of the last one that was lies beside.
 */
final class Requests {
    /** Requests that were left on the storage, as JSON. */
    static final String NAME = "requests";

    /** The time of the last one that was served. */
    static final String SERVED = "served";

    private static final Logger log = LoggerFactory.getLogger(Requests.class);
    private static final TypeReference<List<Request>> LIST = new TypeReference<>() {};

    private final List<Request> open;

    private Requests(List<Request> open) {
        this.open = open;
    }

    static Requests of(SyncPlan plan, Path work) throws IOException {
        Instant last = served(work).orElse(Instant.MIN);
        return new Requests(Stream.concat(plan.requests().stream(), left(work).stream())
                .filter(request -> request.at().isAfter(last))
                .toList());
    }

    /** Leaves a request on the storage for the next run. */
    static void leave(Path work, Request request) throws IOException {
        List<Request> all = new ArrayList<>(left(work));
        all.removeIf(one -> one.kind() == request.kind() && one.path().equals(request.path()));
        all.add(request);
        AtomicFile.write(work.resolve(NAME), Json.write(all));
    }

    /** Whether anything is asked for that no run has done. */
    boolean any() {
        return !open.isEmpty();
    }

    /** Whether what {@code maxDelete} holds back may go. */
    boolean approve() {
        return of(Request.Kind.APPROVE_DELETES).findAny().isPresent();
    }

    /** Whether anything is to go at once. */
    boolean purge() {
        return of(Request.Kind.PURGE).findAny().isPresent();
    }

    /** Whether this is to go at once. */
    boolean purge(String escaped) {
        return of(Request.Kind.PURGE)
                .map(request -> Escaped.of(request.path()))
                .anyMatch(path -> path.isEmpty() || escaped.equals(path) || escaped.startsWith(path + "/"));
    }

    /** Remembers that they were served; the time of the last of them. */
    Optional<Instant> serve(Path work) throws IOException {
        Optional<Instant> last = open.stream().map(Request::at).max(Comparator.naturalOrder());
        if (last.isPresent()) {
            AtomicFile.write(work.resolve(SERVED), last.get().toString());
            List<Request> later = left(work).stream()
                    .filter(request -> request.at().isAfter(last.get()))
                    .toList();
            if (later.isEmpty()) {
                Files.deleteIfExists(work.resolve(NAME));
            } else {
                AtomicFile.write(work.resolve(NAME), Json.write(later));
            }
        }
        return last;
    }

    private Stream<Request> of(Request.Kind kind) {
        return open.stream().filter(request -> request.kind() == kind);
    }

    private static Optional<Instant> served(Path work) throws IOException {
        try {
            Path file = work.resolve(SERVED);
            return Files.exists(file)
                    ? Optional.of(Instant.parse(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (DateTimeException unreadable) {
            log.warn("Which requests were served cannot be read, so all are served again: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static List<Request> left(Path work) throws IOException {
        Path file = work.resolve(NAME);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Json.MAPPER.readValue(Files.readString(file), LIST);
        } catch (JacksonException unreadable) {
            log.warn("{} cannot be read and counts as absent: {}", file, Json.why(unreadable));
            return List.of();
        }
    }
}
