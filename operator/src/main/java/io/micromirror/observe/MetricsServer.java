package io.micromirror.observe;

import com.sun.net.httpserver.HttpServer;
import io.micromirror.metrics.Scrape;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers Prometheus, where an observer runs by itself. */
final class MetricsServer implements AutoCloseable {
    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /** @param metrics asked at each scrape */
    static MetricsServer start(InetSocketAddress address, Supplier<? extends Scrape> metrics) throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/metrics", exchange -> Scrape.answer(exchange, metrics.get()));
        server.start();
        return new MetricsServer(server);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
