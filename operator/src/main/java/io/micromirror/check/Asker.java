package io.micromirror.check;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Asks as one checker does: over HTTP, by rsync, or the resolver. Answers of references are kept for a while. */
public final class Asker {
    private final Checker checker;
    private final HttpExchange http;
    private final RsyncClient rsync;
    private final References references;

    private Asker(Checker checker, SSLSocketFactory tls, References references) {
        this.checker = checker;
        this.http = new HttpExchange(checker, tls);
        this.rsync = new RsyncClient(checker);
        this.references = references;
    }

    /** Of the given certificates, and with references kept in a directory. */
    public static Asker of(Checker checker, SSLSocketFactory tls, Path references) {
        return new Asker(checker, tls, new References(references));
    }

    Answer ask(Request request) {
        if (!request.reference()) {
            return again(request);
        }
        Optional<Answer> kept = references.find(request);
        if (kept.isPresent()) {
            return kept.get();
        }
        Answer answer = again(request);
        references.keep(request, answer);
        return answer;
    }

    /** As often as the checker tries where nothing comes back. */
    private Answer again(Request request) {
        Answer answer = once(request);
        for (int attempt = 1; attempt < checker.attempts() && again(answer); attempt++) {
            answer = once(request);
        }
        return answer;
    }

    private static boolean again(Answer answer) {
        return answer instanceof Answer.Failure(Answer.Trouble trouble, String _, double _, URI _)
                && (trouble == Answer.Trouble.TIMEOUT || trouble == Answer.Trouble.RESET);
    }

    private Answer once(Request request) {
        return switch (request.method()) {
            case HEAD, GET -> http.ask(request);
            case RESOLVE -> resolve(request);
            case LIST -> rsync.list(request);
            case FETCH -> rsync.fetch(request);
        };
    }

    private static Answer resolve(Request request) {
        long start = System.nanoTime();
        try {
            int ipv4 = 0;
            int ipv6 = 0;
            for (InetAddress address : InetAddress.getAllByName(request.url().getHost())) {
                if (Family.IPV4.has(address)) {
                    ipv4++;
                } else {
                    ipv6++;
                }
            }
            return new Answer.Addresses(ipv4, ipv6, seconds(start));
        } catch (UnknownHostException e) {
            return new Answer.Failure(unknown(e), "", seconds(start));
        }
    }

    static Answer.Trouble unknown(UnknownHostException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("temporary failure")
                ? Answer.Trouble.OURS
                : Answer.Trouble.NO_ADDRESS;
    }

    static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
