package io.micromirror.observe;

import com.sun.net.httpserver.HttpServer;
import io.micromirror.check.Family;
import io.micromirror.check.Glance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A process that looks at a mirror with addresses of both families, and says how it sees it: {@code UP ipv4=UP ipv6=UNKNOWN …}. */
final class LoneObserver {
    private static final Pace FAST = new Pace(Duration.ofMillis(50), Duration.ofMillis(20), 60);
    private static final byte[] STATUS =
            "{\"hostname\":\"box.example.net\",\"projects\":[]}".getBytes(StandardCharsets.UTF_8);

    private LoneObserver() {}

    /** @param args the mirror's IPv6 address; it answers over IPv4 */
    static void main(String[] args) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : STATUS.length);
            if (!head) {
                exchange.getResponseBody().write(STATUS);
            }
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        List<InetAddress> addresses = List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral(args[0]));
        try (Observer observer =
                new Observer(new Glance("test", FAST.patience(), _ -> addresses), FAST, Clock.systemUTC(), _ -> {})) {
            observer.watch(
                    List.of(new Neighbour(
                            "box", URI.create("http://box.example.net:" + port + "/"), "box.example.net")),
                    List.of(URI.create("http://other.example.net:" + port + "/status.json")));
            while (!observer.sightings().stream().allMatch(Sighting::isSettled)) {
                Thread.sleep(20);
            }
            observer.sightings()
                    .forEach(each -> System.out.println(each.verdict().word()
                            + " ipv4=" + each.families().get(Family.IPV4).reach()
                            + " ipv6=" + each.families().get(Family.IPV6).reach()
                            + " " + each.families().get(Family.IPV6).words()));
        }
        server.stop(0);
    }
}
