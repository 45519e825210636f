package io.micromirror.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One address asked by another name, and who is sent elsewhere asks there by that place's own. */
class OtherNameLoopbackTest {
    @TempDir
    private Path folder;

    @Test
    void nameIsSaidToTheAddressOfTheUrlAndToNoOther() throws Exception {
        List<String> hosts = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                hosts.add(exchange.getRequestHeaders().getFirst("Host"));
                exchange.getResponseHeaders().set("Location", "/there");
                exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/there") ? 200 : 302, -1);
            }
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/here");
            Asker asker = Asker.of(Checker.unknown(), (SSLSocketFactory) SSLSocketFactory.getDefault(), folder);
            Answer answer = asker.ask(Request.get(url).as("mirror.example.org"));

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Response.class,
                            got -> assertThat(got.status()).isEqualTo(200));
            assertThat(hosts).containsExactly("mirror.example.org", url.getAuthority());
        } finally {
            server.stop(0);
        }
    }
}
