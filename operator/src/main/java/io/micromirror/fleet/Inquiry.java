package io.micromirror.fleet;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Asks all mirrors at once for their status; none takes longer than its patience, or more memory than its share. */
final class Inquiry implements AutoCloseable {
    /** Tens of times what a box with all projects says. */
    static final int LARGEST = 1 << 20;

    /** So many answers become objects at a time, which take many times their bytes. */
    private static final int READ_AT_ONCE = 4;

    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final Duration patience;
    private final Clock clock;
    private final Semaphore reading = new Semaphore(READ_AT_ONCE);

    Inquiry(Duration patience, Clock clock) {
        this.patience = patience;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .executor(threads)
                .build();
    }

    /** In the order of the members. */
    List<Report> ask(List<Member> members) throws InterruptedException {
        List<Future<Answer>> answers = members.stream()
                .map(member -> threads.submit(() -> ask(member)))
                .toList();
        Report[] reports = new Report[members.size()];
        for (int i = 0; i < reports.length; i++) {
            reports[i] = Report.of(members.get(i), answer(answers.get(i)), clock.instant());
        }
        return List.of(reports);
    }

    private static Answer answer(Future<Answer> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException(unexpected.getCause());
        }
    }

    private Answer ask(Member member) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(member.status())
                .header("User-Agent", "micromirror status")
                .header("Accept-Encoding", "identity")
                .build();
        // The request's own time limit ends with the headers; this one covers the body.
        CompletableFuture<HttpResponse<byte[]>> response =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            return read(response.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            response.cancel(true);
            return silent();
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof HttpTimeoutException
                    ? silent()
                    : new Answer.Silent(why(failed.getCause()));
        }
    }

    private Answer silent() {
        return new Answer.Silent("did not answer in " + patience.toMillis() / 1000.0 + " s");
    }

    private Answer read(HttpResponse<byte[]> response) throws InterruptedException {
        if (response.statusCode() / 100 == 3) {
            String where = Plain.words(response.headers().firstValue("Location").orElse("nowhere"));
            return new Answer.Silent("redirects to " + where + ", which no mirror of ours does");
        }
        if (response.statusCode() != OK) {
            return new Answer.Silent("answers " + response.statusCode() + " for " + response.uri());
        }
        String words = new String(response.body(), StandardCharsets.UTF_8);
        reading.acquire();
        try {
            return new Answer.Told(Overview.of(JSON.readTree(words)), words, ahead(response));
        } catch (JacksonException broken) {
            return new Answer.Silent("its status.json cannot be read: "
                    + Plain.words(broken.getOriginalMessage().replaceFirst("(?s)[\\n:].*", "")));
        } catch (IllegalArgumentException other) {
            return new Answer.Silent(other.getMessage());
        } finally {
            reading.release();
        }
    }

    private Duration ahead(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(date -> Duration.between(
                            clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from)))
                    .orElse(Duration.ZERO);
        } catch (DateTimeException garbled) {
            return Duration.ZERO;
        }
    }

    private static String why(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException) {
                return "has no address: its name is not known";
            }
        }
        String words = Plain.words(String.valueOf(failure.getMessage()));
        return switch (failure) {
            case ConnectException _ -> "refused the connection";
            case SSLException _ -> "shows no good certificate: " + words;
            // As the JDK's own limit says it.
            case IOException _
            when words.contains("capacity") -> "its status.json is larger than " + (LARGEST >> 20) + " MB";
            case IOException _ -> "broke off: " + words;
            default -> "could not be asked: " + words;
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
