package io.micromirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** A real Chromium without a window, told what to do by its DevTools protocol. */
public final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;
    private static final Path PICTURES = Path.of("target/screenshots");

    private final Process chromium;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket page;
    private final BlockingDeque<JsonNode> messages = new LinkedBlockingDeque<>();
    private int asked;

    /** How a page came out. */
    public record Look(
            int width, int widthOfContent, String mode, List<String> requests, List<String> complaints, long millis) {}

    /** The two kinds of windows that people have. */
    public enum Window {
        PHONE(360, 740),
        DESKTOP(1280, 900);

        final int width;
        final int height;

        Window(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private Browser(Process chromium, URI devtools) throws IOException, InterruptedException {
        this.chromium = chromium;
        URI fresh = URI.create("http://" + devtools.getAuthority() + "/json/new?about:blank");
        JsonNode tab = JSON.readTree(http.send(
                        HttpRequest.newBuilder(fresh)
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body());
        this.page = http.newWebSocketBuilder()
                .buildAsync(URI.create(tab.get("webSocketDebuggerUrl").asText()), new Messages())
                .join();
        for (String domain : List.of("Page", "Network", "Log", "Runtime")) {
            ask(domain + ".enable", Map.of());
        }
    }

    /** With a profile of its own, which lies in a folder of the test's. */
    public static Browser start(Path folder) throws IOException, InterruptedException {
        Process chromium = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(chromium.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
                return new Browser(chromium, URI.create(line.substring("DevTools listening on ".length())));
            }
        }
        throw new IOException("chromium did not start");
    }

    /** Opens a page, takes its picture into target/screenshots, and says how it came out. */
    public Look open(URI url, Window window, boolean dark, String picture) throws IOException, InterruptedException {
        emulate("", dark);
        return open(url, window, picture);
    }

    /** The same as it comes out on paper. */
    public Look print(URI url, boolean dark, String picture) throws IOException, InterruptedException {
        emulate("print", dark);
        return open(url, Window.DESKTOP, picture);
    }

    private void emulate(String medium, boolean dark) throws IOException, InterruptedException {
        ask(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        medium,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    private Look open(URI url, Window window, String picture) throws IOException, InterruptedException {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        window.width,
                        "height",
                        window.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        window == Window.PHONE));
        messages.clear();
        long begin = System.nanoTime();
        ask("Page.navigate", Map.of("url", url.toString()));
        List<String> requests = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (JsonNode event = next(); !event.path("method").asText().equals("Page.loadEventFired"); event = next()) {
            switch (event.path("method").asText()) {
                case "Network.requestWillBeSent" ->
                    requests.add(event.at("/params/request/url").asText());
                case "Log.entryAdded" ->
                    complaints.add(event.at("/params/entry/text").asText());
                case "Runtime.exceptionThrown" ->
                    complaints.add(event.at("/params/exceptionDetails/text").asText());
                default -> {
                    // Of no interest here.
                }
            }
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        photograph(picture);
        return new Look(
                value("document.documentElement.clientWidth").asInt(),
                value("document.documentElement.scrollWidth").asInt(),
                value("document.compatMode").asText(),
                List.copyOf(requests),
                List.copyOf(complaints),
                millis);
    }

    /** What an expression is in the page that is open. */
    public JsonNode value(String expression) throws IOException, InterruptedException {
        return ask("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
                .at("/result/result/value");
    }

    private void photograph(String name) throws IOException, InterruptedException {
        String data = ask("Page.captureScreenshot", Map.of("format", "png"))
                .at("/result/data")
                .asText();
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(data));
    }

    private JsonNode ask(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
        int id = ++asked;
        ObjectNode question = JSON.createObjectNode().put("id", id).put("method", method);
        question.set("params", JSON.valueToTree(parameters));
        page.sendText(question.toString(), true).join();
        List<JsonNode> others = new ArrayList<>();
        while (true) {
            JsonNode message = next();
            if (message.path("id").asInt() == id) {
                // Before those that came meanwhile.
                others.reversed().forEach(messages::addFirst);
                return message;
            }
            others.add(message);
        }
    }

    private JsonNode next() throws IOException, InterruptedException {
        JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IOException("chromium said nothing for " + PATIENCE_SECONDS + " seconds");
        }
        return message;
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    messages.add(JSON.readTree(text.toString()));
                } catch (IOException impossible) {
                    throw new IllegalStateException(impossible);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        page.abort();
        http.close();
        chromium.descendants().forEach(ProcessHandle::destroyForcibly);
        chromium.destroyForcibly().onExit().join();
    }
}
