package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx hands calls on to the operator, and nothing else. */
class CallsLoopbackTest {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer operator;
    private Pod pod;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        operator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        operator.createContext("/", exchange -> {
            int body = exchange.getRequestBody().readAllBytes().length;
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        operator.start();
        pod = new Pod(folder);
        pod.offer("debian/README", "hello");
        pod.want(pod.calledSite("127.0.0.1:" + operator.getAddress().getPort(), Pod.project("debian")));
        pod.upkeep().round();
        pod.start();
    }

    @AfterEach
    void stop() {
        pod.close();
        operator.stop(0);
    }

    @Test
    void callsAreHandedOnWithoutTheirBodies() throws IOException {
        assertThat(pod.ask("POST /push/box/debian?token=t", "hello")).startsWith("HTTP/1.1 202");
        assertThat(pod.ask("GET /push/box/debian?token=t", "")).startsWith("HTTP/1.1 202");
        assertThat(calls).containsExactly("POST /push/box/debian?token=t 0", "GET /push/box/debian?token=t 0");
    }

    @Test
    void whatIsNoCallStaysOut() throws IOException {
        assertThat(pod.ask("POST /debian/README", "")).startsWith("HTTP/1.1 405");
        assertThat(pod.ask("PUT /push/box/debian", "")).startsWith("HTTP/1.1 405");
        assertThat(pod.ask("POST /push/../metrics", "")).startsWith("HTTP/1.1 405");
        assertThat(pod.ask("GET /metrics", "")).startsWith("HTTP/1.1 404");
        assertThat(pod.ask("POST /push/box/debian", "x".repeat(70_000))).startsWith("HTTP/1.1 413");
        assertThat(calls).isEmpty();
    }

    @Test
    void manyCallsOfOneAreCutShort() throws IOException {
        List<String> answers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(pod.ask("POST /push/box/debian", ""));
        }
        assertThat(answers.getLast()).startsWith("HTTP/1.1 429");
        assertThat(calls).hasSizeBetween(20, 50);
        assertThat(pod.get("/debian/README")).startsWith("HTTP/1.1 200");
    }
}
