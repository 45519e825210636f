package io.micromirror.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Just enough of an API server to make the operator work: it lists one MirrorNode and its MirrorProject and nothing
 * else, takes whatever is applied, and gives it back.
 */
final class StandInApi implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final CountDownLatch statusWritten = new CountDownLatch(1);

    private StandInApi(HttpServer server) {
        this.server = server;
    }

    /** Over TLS, which is most of what a start loads. */
    static StandInApi start(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        StandInApi api = new StandInApi(server);
        server.createContext("/", api::answer);
        server.start();
        return api;
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** Whether the operator came to the end of its first pass in time. */
    boolean awaitStatus(long seconds) throws InterruptedException {
        return statusWritten.await(seconds, TimeUnit.SECONDS);
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        if (String.valueOf(uri.getQuery()).contains("watch=true")) {
            watch(exchange);
            return;
        }
        String path = uri.getPath();
        JsonNode answer = "GET".equals(exchange.getRequestMethod())
                ? list(path.substring(path.lastIndexOf('/') + 1))
                : stored(MAPPER.readTree(exchange.getRequestBody()));
        if (path.endsWith("/status")) {
            statusWritten.countDown();
        }
        byte[] body = MAPPER.writeValueAsBytes(answer);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** This server cannot upgrade to a web socket; told so, the client watches by plain HTTP, where nothing ever happens. */
    private static void watch(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        } else {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
        }
    }

    private static JsonNode list(String plural) {
        ObjectNode list = MAPPER.createObjectNode();
        list.put("kind", "List").put("apiVersion", "v1").putObject("metadata").put("resourceVersion", "1");
        ArrayNode items = list.putArray("items");
        if (plural.equals("mirrornodes")) {
            ObjectNode node = object(items.addObject(), "MirrorNode", "rehearsal");
            ObjectNode spec = node.putObject("spec").put("hostname", "rehearsal.example.net");
            spec.putArray("projects").addObject().put("name", "rehearsal");
        } else if (plural.equals("mirrorprojects")) {
            ObjectNode project = object(items.addObject(), "MirrorProject", "rehearsal");
            ObjectNode spec = project.putObject("spec").put("title", "Rehearsal");
            spec.put("path", "rehearsal").put("module", "rehearsal").put("layout", "plain");
            spec.set("upstreams", MAPPER.valueToTree(List.of("rsync://127.0.0.1/rehearsal/")));
        }
        return list;
    }

    private static ObjectNode object(ObjectNode object, String kind, String name) {
        object.put("apiVersion", "micromirror.io/v1alpha1").put("kind", kind);
        object.putObject("metadata").put("name", name).put("namespace", "rehearsal");
        return stored(object);
    }

    private static <T extends JsonNode> T stored(T object) {
        ((ObjectNode) object.get("metadata"))
                .put("uid", "00000000-0000-0000-0000-000000000000")
                .put("resourceVersion", "1")
                .put("generation", 1)
                .put("creationTimestamp", "2026-01-01T00:00:00Z");
        return object;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
