package io.micromirror.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.javaoperatorsdk.operator.Operator;
import io.micromirror.metrics.Scrape;
import io.micromirror.push.Webhook;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * Answers the kubelet, Prometheus, and who calls {@link Webhook}. Alive means that the process answers; ready, that the informers have started: every
 * update of a definition closes their watches for seconds, which must not restart anything.
 */
final class HealthServer implements AutoCloseable {
    private final HttpServer server;

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    static HealthServer start(int port, Operator operator, Scrape metrics, Webhook webhook) throws IOException {
        // Who dawdles holds up neither the kubelet nor others.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(Webhook.PATH, exchange -> call(exchange, webhook));
        server.createContext("/livez", exchange -> answer(exchange, 200, "ok\n"));
        server.createContext(
                "/readyz",
                exchange -> answer(
                        exchange,
                        operator.getRuntimeInfo().isStarted() ? 200 : 503,
                        operator.getRuntimeInfo().isStarted() ? "ok\n" : "starting\n"));
        server.createContext("/metrics", exchange -> Scrape.answer(exchange, metrics));
        server.start();
        return new HealthServer(server);
    }

    /** What a caller sends beside its token is not read. */
    private static void call(HttpExchange exchange, Webhook webhook) throws IOException {
        Webhook.Answer answer = webhook.call(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
        answer(exchange, answer.code(), answer.words());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", Scrape.TYPE);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
