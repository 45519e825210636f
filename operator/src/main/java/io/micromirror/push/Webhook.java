package io.micromirror.push;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * News by HTTP: {@code GET} or {@code POST /push/MIRROR/PROJECT} with a token, as {@code ?token=} (Canonical calls a secret
 * URL, COSI's Mirror {@code /sync/PROJECT?token=}) or as {@code Authorization: Bearer}. Who has none learns nothing: every
 * such call has one answer, after the same work. Tokens are read at each call, because Secrets are rotated.
 */
public final class Webhook {
    /** The source in metrics and in status. */
    public static final String SOURCE = "webhook";

    public static final String PATH = "/push/";

    private static final int SHORTEST = 16;
    private static final int LONGEST_FILE = 4096;
    private static final String BEARER = "Bearer ";
    private static final String QUERY = "token=";

    private final PushMetrics metrics;
    private final Map<String, Door> doors = new ConcurrentHashMap<>();

    public Webhook(PushMetrics metrics) {
        this.metrics = metrics;
    }

    /** What one mirror takes: calls of whoever knows a token of a Secret, about these projects. */
    private record Door(Path secret, Set<String> projects, Consumer<String> speak) {}

    /** The answers. */
    public enum Answer {
        ASKED(202, "Asked for.\n"),
        REFUSED(403, "Not allowed.\n"),
        NOT_CARRIED(404, "The mirror does not carry this project.\n"),
        NO_SUCH_METHOD(405, "Only GET and POST.\n");

        private final int code;
        private final String words;

        Answer(int code, String words) {
            this.code = code;
            this.words = words;
        }

        public int code() {
            return code;
        }

        public String words() {
            return words;
        }
    }

    /** From now on, of this mirror, these and no others. */
    public void open(String mirror, Path secret, Set<String> projects, Consumer<String> speak) {
        doors.put(mirror, new Door(secret, projects, speak));
    }

    public void close(String mirror) {
        doors.remove(mirror);
    }

    /** What is wrong with a Secret, so that nobody can call. */
    public static Optional<String> trouble(Path secret) {
        if (!Files.isDirectory(secret)) {
            return Optional.of("The operator was not given the Secret " + secret.getFileName()
                    + "; name it in the chart's operator.secrets.");
        }
        return tokens(secret).isEmpty()
                ? Optional.of("The Secret " + secret.getFileName() + " is not there, or its token has fewer than "
                        + SHORTEST + " characters: nobody can call.")
                : Optional.empty();
    }

    public Answer call(String method, URI uri, Optional<String> authorization) {
        if (!method.equals("GET") && !method.equals("POST")) {
            return Answer.NO_SUCH_METHOD;
        }
        List<String> parts = TopicFilter.parts(uri.getPath());
        String mirror = parts.size() > 2 ? parts.get(2) : "";
        String project = parts.size() > 3 ? parts.get(3) : "";
        Door door = doors.get(mirror);
        // Whether there is such a mirror shall not be told by the time that an answer takes.
        Optional<Door> asked =
                Optional.ofNullable(door).or(() -> doors.values().stream().findAny());
        String shown = shown(uri, authorization);
        boolean isRight = asked.map(one -> admits(one.secret(), shown)).orElse(false);
        if (door == null || !isRight) {
            metrics.counted(SOURCE, PushOutcome.REFUSED);
            return Answer.REFUSED;
        }
        if (!door.projects().contains(project)) {
            metrics.counted(SOURCE, PushOutcome.UNKNOWN);
            return Answer.NOT_CARRIED;
        }
        metrics.counted(SOURCE, PushOutcome.WOKE);
        door.speak().accept(project);
        return Answer.ASKED;
    }

    private static String shown(URI uri, Optional<String> authorization) {
        return authorization
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip())
                .or(() -> Stream.ofNullable(uri.getRawQuery())
                        .flatMap(query -> Stream.of(query.split("&")))
                        .filter(each -> each.startsWith(QUERY))
                        .findFirst()
                        .flatMap(each -> decoded(each.substring(QUERY.length()))))
                .orElse("");
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean admits(Path secret, String shown) {
        byte[] digest = digest(shown);
        boolean admitted = false;
        for (String token : tokens(secret)) {
            admitted |= MessageDigest.isEqual(digest, digest(token));
        }
        return admitted;
    }

    private static List<String> tokens(Path secret) {
        Path file = secret.resolve("token");
        try {
            return !Files.isReadable(file) || Files.size(file) > LONGEST_FILE
                    ? List.of()
                    : Files.readString(file)
                            .lines()
                            .map(String::strip)
                            .filter(token -> token.length() >= SHORTEST)
                            .toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
