package io.micromirror.check;

import io.micromirror.check.Answer.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * HTTP/1.1 as a checker speaks it. The JDK's client cannot choose the family of addresses, offers an upgrade to HTTP/2 and
 * does not tell a certificate's end with a failed request; what is needed is little.
 */
final class HttpExchange {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Checker checker;
    private final SSLSocketFactory tls;
    private final Names names;

    HttpExchange(Checker checker, SSLSocketFactory tls) {
        this(checker, tls, Names.SYSTEM);
    }

    HttpExchange(Checker checker, SSLSocketFactory tls, Names names) {
        this.checker = checker;
        this.tls = tls;
        this.names = names;
    }

    Answer ask(Request request) {
        Deadline deadline = Deadline.in(checker.timeoutSeconds());
        URI url = request.url();
        try {
            for (int redirects = 0; ; redirects++) {
                HttpAnswer answer = once(request, url, deadline);
                Optional<URI> next = answer.redirect(url).filter(this::speaks);
                if (next.isEmpty() || redirects >= checker.redirects() || elsewhere(url, next.get())) {
                    return response(answer, next.orElse(url), redirects, deadline);
                }
                url = next.get();
            }
        } catch (IOException e) {
            URI redirected = url.equals(request.url()) ? null : url;
            return new Answer.Failure(trouble(e, request.family()), words(e), deadline.seconds(), redirected);
        }
    }

    private boolean speaks(URI url) {
        return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }

    private boolean elsewhere(URI from, URI to) {
        return checker.sameFile() && !file(from).equals(file(to));
    }

    private static String file(URI url) {
        return url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    }

    private static Answer response(HttpAnswer answer, URI end, int redirects, Deadline deadline) {
        return new Answer.Response(
                answer.status(),
                answer.length(),
                answer.modified(),
                answer.body(),
                answer.cut(),
                end,
                redirects,
                answer.certificateEnds(),
                deadline.seconds());
    }

    HttpAnswer once(Request request, URI url, Deadline deadline) throws IOException {
        boolean secure = "https".equals(url.getScheme());
        try (Socket plain = connect(url, request.family(), deadline);
                Socket socket = secure ? encrypt(plain, url, deadline) : plain) {
            OutputStream out = socket.getOutputStream();
            out.write(head(request, url).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            HttpAnswer answer =
                    HttpAnswer.read(deadline.guard(socket), request.method() == Method.GET, request.limit());
            return socket instanceof SSLSocket encrypted ? answer.with(certificateEnds(encrypted)) : answer;
        }
    }

    private Socket connect(URI url, Family family, Deadline deadline) throws IOException {
        String host = host(url);
        List<InetAddress> addresses =
                names.of(host).stream().filter(family::has).toList();
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host + " has no " + family.word() + " address");
        }
        IOException last = null;
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            try {
                int patience = Math.min(checker.connectTimeoutSeconds() * 1000, deadline.milliseconds());
                socket.connect(new InetSocketAddress(address, port(url)), patience);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    /** As a resolver wants it, an address without brackets. */
    static String host(URI url) {
        return url.getHost().replaceAll("^\\[|]$", "");
    }

    static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? HTTPS : HTTP;
    }

    private SSLSocket encrypt(Socket plain, URI url, Deadline deadline) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, url.getHost(), plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(deadline.milliseconds());
        socket.startHandshake();
        return socket;
    }

    private static Instant certificateEnds(SSLSocket socket) throws IOException {
        return socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                ? certificate.getNotAfter().toInstant()
                : null;
    }

    private String head(Request request, URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        // The imitated name is for our own mirror, to see whether it is filtered; others are told the truth.
        String agent = request.reference() ? Checker.unknown().userAgent() : checker.userAgent();
        return "%s %s%s HTTP/1.1\r\nHost: %s\r\nUser-Agent: %s\r\nAccept: */*\r\nAccept-Encoding: identity\r\n%sConnection: close\r\n\r\n"
                .formatted(
                        request.method(),
                        path,
                        query,
                        host(request, url),
                        agent.replaceAll("[\\r\\n]", " "),
                        request.range().isEmpty() ? "" : "Range: " + request.range() + "\r\n");
    }

    /** Whoever is sent elsewhere asks for what is there. */
    private static String host(Request request, URI url) {
        return request.host().isEmpty() || !url.equals(request.url()) ? url.getRawAuthority() : request.host();
    }

    static Trouble trouble(IOException e, Family family) {
        String words = words(e).toLowerCase(Locale.ROOT);
        return switch (e) {
            case UnknownHostException unknown -> Asker.unknown(unknown);
            case SocketTimeoutException _ -> Trouble.TIMEOUT;
            case SSLException _ -> Trouble.TLS;
            // Without any network of that kind here; a host that is down times out or refuses.
            case IOException _
            when words.contains("network is unreachable") || words.contains("cannot assign") -> Trouble.OURS;
            case NoRouteToHostException _ -> family == Family.IPV6 ? Trouble.OURS : Trouble.REFUSED;
            case ConnectException _ -> Trouble.REFUSED;
            case HttpAnswer.Garbled _ -> Trouble.GARBLED;
            case IOException _ -> Trouble.RESET;
        };
    }

    static String words(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
