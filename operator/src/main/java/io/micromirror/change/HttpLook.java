package io.micromirror.change;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks over HTTP: what did not change is answered without a body. */
final class HttpLook implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final List<Integer> CLOSED = List.of(401, 403, 404, 410);
    private static final String LAST_MODIFIED = "Last-Modified";

    private final Map<URI, Known> known = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpClient client;

    /** What a URL said last, and by what it may say that this still holds. */
    private record Known(Optional<String> tag, Optional<String> modified, String part) {}

    List<String> parts(Probe probe, String base) throws IOException, InterruptedException {
        List<String> parts = new ArrayList<>();
        for (String file : probe.files()) {
            URI uri = URI.create(base + file);
            parts.add(probe.compare() == Comparison.MODIFIED ? modified(uri) : content(probe.compare(), uri));
        }
        return parts;
    }

    /** Whether a file is handed out. */
    boolean isOpen(String base, String file) throws IOException, InterruptedException {
        HttpResponse<Void> response =
                send(HttpRequest.newBuilder(URI.create(base + file)).HEAD(), BodyHandlers.discarding());
        if (CLOSED.contains(response.statusCode())) {
            return false;
        }
        demandOk(response);
        return true;
    }

    private String content(Comparison compare, URI uri) throws IOException, InterruptedException {
        Known before = known.get(uri);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (before != null) {
            before.tag().ifPresent(tag -> request.header("If-None-Match", tag));
            before.modified().ifPresent(time -> request.header("If-Modified-Since", time));
        }
        HttpResponse<byte[]> response =
                send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Lookout.LARGEST));
        if (response.statusCode() == NOT_MODIFIED && before != null) {
            return before.part();
        }
        demandOk(response);
        String part = Marker.part(compare, response.body());
        known.put(
                uri,
                new Known(
                        response.headers().firstValue("ETag"),
                        response.headers().firstValue(LAST_MODIFIED),
                        part));
        return part;
    }

    private String modified(URI uri) throws IOException, InterruptedException {
        HttpResponse<Void> response = send(HttpRequest.newBuilder(uri).HEAD(), BodyHandlers.discarding());
        demandOk(response);
        String time = response.headers()
                .firstValue(LAST_MODIFIED)
                .orElseThrow(() -> new IOException(uri + " tells no Last-Modified: compare its content."));
        try {
            Instant modified = ZonedDateTime.parse(time, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Marker.part(
                    modified,
                    response.headers().firstValueAsLong("Content-Length").orElse(0));
        } catch (DateTimeException | NumberFormatException nonsense) {
            throw new IOException(uri + " has headers that cannot be read: " + nonsense.getMessage() + ".", nonsense);
        }
    }

    /** To the end of the body within the time: a server that sends a byte a minute is broken off. */
    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpRequest built = request.header("User-Agent", "micromirror").build();
        CompletableFuture<HttpResponse<T>> answer = client().sendAsync(built, body);
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(built.uri() + " was not answered: " + why(failed.getCause()) + ".", failed);
        } catch (TimeoutException late) {
            throw new IOException(built.uri() + " was not answered in " + PATIENCE.toSeconds() + " seconds.", late);
        } finally {
            answer.cancel(true);
        }
    }

    private static void demandOk(HttpResponse<?> response) throws IOException {
        if (response.statusCode() != OK) {
            throw new IOException(response.uri() + " was answered by " + response.statusCode() + ".");
        }
    }

    private static String why(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(PATIENCE)
                    .executor(threads)
                    .build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
        threads.shutdownNow();
    }
}
