package io.micromirror.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.javaoperatorsdk.operator.Operator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Answers the kubelet and Prometheus. Alive means that the process answers; ready, that the informers have started: every
 * update of a definition closes their watches for seconds, which must not restart anything.
 */
final class HealthServer implements AutoCloseable {
    private final HttpServer server;

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    static HealthServer start(int port, Operator operator, Supplier<String> metrics) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/livez", exchange -> answer(exchange, 200, () -> "ok\n"));
        server.createContext(
                "/readyz",
                exchange -> answer(
                        exchange,
                        operator.getRuntimeInfo().isStarted() ? 200 : 503,
                        () -> operator.getRuntimeInfo().isStarted() ? "ok\n" : "starting\n"));
        server.createContext("/metrics", exchange -> answer(exchange, 200, metrics));
        server.start();
        return new HealthServer(server);
    }

    private static void answer(HttpExchange exchange, int status, Supplier<String> text) throws IOException {
        try (exchange) {
            byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
