package io.micromirror.metrics;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** What Prometheus is answered: a text that is made while it is sent. */
@FunctionalInterface
public interface Scrape {
    /** Of the text, as Prometheus has it. */
    String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    void writeTo(OutputStream to) throws IOException;

    /** Ends the exchange with it. */
    static void answer(HttpExchange exchange, Scrape scrape) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(200, 0);
            scrape.writeTo(exchange.getResponseBody());
            exchange.getResponseBody().close();
        }
    }
}
