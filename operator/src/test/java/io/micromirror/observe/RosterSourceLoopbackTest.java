package io.micromirror.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micromirror.check.Glance;
import io.micromirror.check.Names;
import io.micromirror.fleet.Member;
import io.micromirror.fleet.Roster;
import io.micromirror.fleet.RosterFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of the fleet over real connections, good and bad. */
class RosterSourceLoopbackTest {
    private static final String GOOD = "{\"version\":1,\"mirrors\":[{\"name\":\"a\",\"hostname\":\"a.example.net\"}]}";

    @TempDir
    private Path folder;

    private HttpServer server;
    private int status = 200;
    private String body = GOOD;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (status == 302) {
                exchange.getResponseHeaders().set("Location", "https://elsewhere.example.net/");
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RosterSource source() {
        return new RosterSource(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fleet.json"),
                folder.resolve("kept/fleet.json"),
                new Glance("test", 60, Names.SYSTEM),
                Clock.systemUTC());
    }

    private static List<String> names(RosterSource source) {
        return source.roster().map(Roster::members).orElse(List.of()).stream()
                .map(Member::name)
                .toList();
    }

    @Test
    void theLastGoodOneStandsWhateverComes() {
        RosterSource source = source();
        assertThat(names(source)).isEmpty();
        source.refresh();
        assertThat(names(source)).containsExactly("a");
        assertThat(source.problem()).isEmpty();

        refused(source, 200, GOOD.substring(0, 30), "cannot be read: Unexpected end-of-input");
        refused(source, 200, "{}", "is no fleet.json of version 1");
        refused(source, 404, "", "answers 404");
        refused(source, 302, "", "redirects to https://elsewhere.example.net/; name that");
        refused(source, 200, " ".repeat(RosterFile.LARGEST + 1), "is larger than 512 KB");
        stop();
        source.refresh();
        assertThat(source.problem()).endsWith("/fleet.json refused the connection");
        assertThat(names(source)).containsExactly("a");
    }

    private void refused(RosterSource source, int code, String text, String why) {
        status = code;
        body = text;
        source.refresh();
        assertThat(source.problem()).startsWith(source.url() + " " + why);
        assertThat(names(source)).containsExactly("a");
    }

    @Test
    void itOutlivesARestartThoughNobodyAnswers() throws IOException {
        source().refresh();
        stop();

        RosterSource after = source();
        after.refresh();

        assertThat(names(after)).containsExactly("a");
        assertThat(after.problem()).endsWith("refused the connection");
        Files.writeString(folder.resolve("kept/fleet.json"), "{");
        RosterSource broken = source();
        broken.refresh();
        assertThat(names(broken)).isEmpty();
    }
}
