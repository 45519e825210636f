package io.micromirror.check;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All that was asked so far, and what was answered. */
record Observation(Map<Request, Answer> answers) {
    static final Observation NONE = new Observation(Map.of());

    Observation {
        answers = Map.copyOf(answers);
    }

    Answer of(Request request) {
        return answers.get(request);
    }

    boolean has(Request request) {
        return answers.containsKey(request);
    }

    /** A response with a status of 200 to 299. */
    Optional<Answer.Response> good(Request request) {
        return of(request) instanceof Answer.Response response && response.good()
                ? Optional.of(response)
                : Optional.empty();
    }

    /** The paths of those cells whose request was answered well. */
    List<String> there(List<Matrix.Cell> cells, Function<Matrix.Cell, Request> asked) {
        return cells.stream()
                .filter(cell -> good(asked.apply(cell)).isPresent())
                .map(Matrix.Cell::path)
                .toList();
    }

    List<Request> missing(List<Request> wanted) {
        return wanted.stream().distinct().filter(request -> !has(request)).toList();
    }

    /** One sentence about an answer that is no good. */
    static String describe(URI url, Answer answer) {
        return switch (answer) {
            case Answer.Response response ->
                response.end().equals(url)
                        ? "%s answered %d".formatted(url, response.status())
                        : "%s answered %d, redirected to %s".formatted(url, response.status(), response.end());
            case Answer.Failure failure ->
                (failure.redirected() == null ? url : url + " redirected to " + failure.redirected() + ", which")
                        + " " + failure.trouble().words()
                        + (failure.words().isEmpty() ? "" : ": " + failure.words());
            case Answer.Listing listing ->
                "%s lists %d names".formatted(url, listing.entries().size());
            case Answer.Addresses addresses ->
                "%s has %d IPv4 and %d IPv6 addresses".formatted(url.getHost(), addresses.ipv4(), addresses.ipv6());
            case null -> url + " was not asked";
        };
    }

    /** Whether a question over http ended at an answer over https, or at a hint to go there. */
    static boolean redirectsToHttps(URI url, Answer answer) {
        URI end = switch (answer) {
            case Answer.Response response -> response.end();
            case Answer.Failure failure -> failure.redirected();
            case Answer.Listing _, Answer.Addresses _ -> null;
            case null -> null;
        };
        return end != null && "http".equals(url.getScheme()) && "https".equals(end.getScheme());
    }

    /** A stable word for an answer that is no good. */
    static String reason(URI url, Answer answer) {
        return answer instanceof Answer.Response response
                        && response.status() / 100 == 3
                        && redirectsToHttps(url, answer)
                ? "RedirectsToHttps"
                : reason(answer);
    }

    private static String reason(Answer answer) {
        return switch (answer) {
            case Answer.Response response ->
                switch (response.status()) {
                    case 404, 410 -> "NotFound";
                    case 401, 403 -> "Forbidden";
                    case 429, 503 -> "RateLimited";
                    default ->
                        response.status() >= 500
                                ? "ServerError"
                                : response.status() >= 400 ? "ClientError" : "Redirected";
                };
            case Answer.Failure failure -> failure.trouble().reason();
            case Answer.Listing _ -> "Listing";
            case Answer.Addresses _ -> "Addresses";
            case null -> "NotAsked";
        };
    }

    /** Whether the fault is on this side, so that nothing can be said of the mirror. */
    static boolean ours(Answer answer) {
        return answer == null || (answer instanceof Answer.Failure failure && failure.trouble() == Answer.Trouble.OURS);
    }
}
