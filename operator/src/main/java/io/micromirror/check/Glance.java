package io.micromirror.check;

import io.micromirror.check.Answer.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/**
 * One look at a web server over one family of addresses: HTTP/1.1, bounded in time and bytes, no redirect followed, nothing
 * tried again. Tells a server that is silent from a network that is missing here.
 */
public final class Glance {
    private final SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    private final Checker checker;
    private final Names names;

    /** What came of it. */
    public sealed interface Seen {}

    /**
     * An answer, good or bad.
     *
     * @param location where it redirects to; null where it does not
     * @param length what Content-Length says; -1 where there is none
     * @param date what the server's clock says; null where it does not
     * @param body its bytes as Latin-1, as many as were asked for
     * @param cut whether there was more
     */
    public record Answered(int status, String location, long length, Instant date, String body, boolean cut)
            implements Seen {}

    /** No answer; {@code why} follows the server's name in a sentence. */
    public record Silent(String why) implements Seen {}

    /** The name has no address of that family, but one of the other. */
    public record Nowhere() implements Seen {}

    /** This side has no such network, or no resolver. */
    public record NotFromHere(String why) implements Seen {}

    /**
     * Looks as the given agent.
     *
     * @param seconds until when an answer must be whole, however slowly it comes
     */
    public Glance(String agent, int seconds, Names names) {
        this.checker = new Checker(null, null, null, null, seconds, null, null, null, null, null, null, agent);
        this.names = names;
    }

    /** What is told of a file. */
    public Seen head(URI url, Family family) {
        return look(Request.head(url).over(family));
    }

    /** A file, as far as so many bytes. */
    public Seen get(URI url, Family family, int most) {
        return look(Request.get(url).over(family).atMost(most));
    }

    /** So many bytes of a file, of which no more are sent where the server knows Range. */
    public Seen start(URI url, Family family, int most) {
        return look(Request.get(url).over(family).atMost(most).ranged("bytes=0-" + (most - 1)));
    }

    private Seen look(Request request) {
        List<InetAddress> addresses;
        try {
            addresses = names.of(HttpExchange.host(request.url())).stream()
                    .filter(request.family()::has)
                    .toList();
        } catch (UnknownHostException e) {
            return Asker.unknown(e) == Trouble.OURS
                    ? new NotFromHere("its name cannot be resolved from here")
                    : new Silent("has no address: its name is not known");
        }
        if (addresses.isEmpty()) {
            return new Nowhere();
        }
        try {
            return answered(
                    request.url(),
                    new HttpExchange(checker, tls, _ -> addresses)
                            .once(request, request.url(), Deadline.in(checker.timeoutSeconds())));
        } catch (IOException e) {
            return failed(e, request.family(), addresses);
        }
    }

    private static Seen answered(URI url, HttpAnswer answer) {
        return new Answered(
                answer.status(),
                answer.redirect(url).map(URI::toString).orElse(null),
                answer.length(),
                date(answer),
                answer.body(),
                answer.cut());
    }

    private static Instant date(HttpAnswer answer) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(answer.headers().getOrDefault("date", ""), Instant::from);
        } catch (DateTimeException garbled) {
            return null;
        }
    }

    private static Seen failed(IOException e, Family family, List<InetAddress> addresses) {
        if (addresses.stream().noneMatch(Glance::routed)) {
            return new NotFromHere("there is no " + family.word() + " here");
        }
        Trouble trouble = HttpExchange.trouble(e, family);
        return new Silent(
                switch (trouble) {
                    case TIMEOUT, REFUSED, NO_ADDRESS -> trouble.words();
                    case RESET, TLS, GARBLED -> trouble.words() + ": " + HttpExchange.words(e);
                    // A router on the way says so, where this side has a route.
                    case OURS -> "cannot be reached: " + HttpExchange.words(e);
                });
    }

    /** Whether the kernel would know where to send; connecting a datagram socket sends nothing. */
    private static boolean routed(InetAddress address) {
        try (DatagramChannel channel = DatagramChannel.open(
                Family.IPV4.has(address) ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
            channel.connect(new InetSocketAddress(address, 9));
            return true;
        } catch (IOException | UnsupportedOperationException none) {
            return false;
        }
    }
}
