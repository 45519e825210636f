package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micromirror.Browser;
import io.micromirror.Browser.Look;
import io.micromirror.Browser.Window;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import picocli.CommandLine;

/**
 * The reports of a fleet as the command writes them: a real nginx serves the boxes' {@code status.json}, which lie in the
 * folder of this test beside what is made of them, and a real Chromium shows it. Pictures lie in target/screenshots.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MonthReportLoopbackTest {
    private static final Path GOLDEN = Path.of("src/test/resources/MonthReportLoopbackTest");
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(2);

    /** Of each box what its manifest has beside its address. */
    private static final Map<String, String> SITES = new LinkedHashMap<>();

    static {
        SITES.put(
                "ohioix",
                "sponsor: {name: \"Ohio <IX> & Zoë\", url: \"https://www.ohioix.net/\"}, location: {city: Cleveland, region: Ohio, country: US}");
        SITES.put("b4sh", "sponsor: {name: Broadband For Surrey Hills}, contact: noc@b4sh.example.net");
        SITES.put("young", "contact: \"https://young.example.net/\"");
        SITES.put("dead", "sponsor: {name: Nobody At Home}, location: {country: DO}");
        SITES.put("cut", "");
        SITES.put("stranger", "");
        SITES.put("huge", "");
    }

    @TempDir
    private static Path folder;

    private final StringWriter err = new StringWriter();
    private Process nginx;
    private Browser browser;

    @BeforeAll
    void write() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        serve();
        assertThat(run(err, "--from=volunteers@example.net")).as(err.toString()).isEqualTo(1);
        browser = Browser.start(folder);
    }

    private void serve() throws IOException {
        StringBuilder servers = new StringBuilder();
        for (Map.Entry<String, String> site : SITES.entrySet()) {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            String name = site.getKey();
            Path root = Files.createDirectories(folder.resolve("www").resolve(name));
            if (Files.exists(GOLDEN.resolve("in-" + name + ".json"))) {
                Files.copy(GOLDEN.resolve("in-" + name + ".json"), root.resolve("status.json"));
            }
            if (!name.equals("dead")) {
                servers.append("server { listen 127.0.0.1:%d; root %s; }\n".formatted(port, root));
            }
            site(folder.resolve("sites"), name, port, site.getValue());
        }
        Files.writeString(folder.resolve("www/huge/status.json"), "{\"x\":\"" + "y".repeat(Inquiry.LARGEST) + "\"}");
        Path conf = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/nginx.pid; error_log %1$s/nginx.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
                  uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
                  %2$s
                }
                """.formatted(folder, servers));
        nginx = new ProcessBuilder("/usr/sbin/nginx", "-c", conf.toString(), "-e", folder + "/nginx.log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.out").toFile())
                .start();
        await().atMost(LONG).until(() -> Files.exists(folder.resolve("nginx.pid")));
    }

    private static void site(Path sites, String name, int port, String rest) throws IOException {
        String to =
                name.equals("ohioix") ? ", annotations: {micromirror.io/report-to: billing@ohioix.example.net}" : "";
        Path file = Files.createDirectories(sites.resolve(name)).resolve("node.yaml");
        Files.writeString(
                file,
                "kind: MirrorNode\nmetadata: {name: %s%s}\nspec: {hostname: 127.0.0.1, http: {port: %d}%s}\n"
                        .formatted(name, to, port, rest.isEmpty() ? "" : ", " + rest));
    }

    private static int run(StringWriter err, String... options) {
        return new CommandLine(new ReportCommand(Clock.fixed(NOW, ZoneOffset.UTC), LONG))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(
                                Stream.of(folder.resolve("sites").toString(), out().toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static Path out() {
        return folder.resolve("out");
    }

    private static Path october(String file) {
        return out().resolve("2026-10").resolve(file);
    }

    @AfterAll
    void stop() throws InterruptedException {
        browser.close();
        nginx.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ohioix", "b4sh", "young", "dead"})
    void eachReportSaysWhatIsKnown(String name) throws IOException {
        for (String kind : List.of(".txt", ".html")) {
            Path golden = GOLDEN.resolve("out-" + name + kind);
            if (System.getProperty("golden.write") != null) {
                Files.copy(october(name + kind), golden, StandardCopyOption.REPLACE_EXISTING);
            }
            assertThat(october(name + kind)).hasSameTextualContentAs(golden);
        }
        assertThat(Files.readAllLines(october(name + ".txt")))
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(78));
    }

    @Test
    void whatIsNotKnownIsASentenceAndHarmsNoOther() {
        assertThat(err.toString().replaceAll("in [0-9.]+ s", "in N s").lines())
                .contains(
                        "micromirror fleet: dead: What it sent is not known: when this was written, the mirror refused the connection.",
                        "micromirror fleet: cut: What it sent is not known: its status.json cannot be read: Unexpected end-of-input.",
                        "micromirror fleet: young: Counting began on 12 October; what was sent before that is not in here.");
        assertThat(err.toString())
                .contains("stranger: What it sent is not known:")
                .contains("huge: What it sent is not known:");
        assertThat(october("huge.txt")).exists();
        assertThat(october("huge.eml")).doesNotExist();
        assertThat(october("dead.eml")).exists();
    }

    /** Python's own reader of mails, which knows every form they take. */
    @ParameterizedTest
    @CsvSource({"ohioix, billing@ohioix.example.net", "b4sh, noc@b4sh.example.net", "young, None"})
    void aMailHoldsBoth(String name, String to) throws IOException, InterruptedException {
        JsonNode mail = mail(october(name + ".eml"));

        assertThat(mail.path("to").asText("None")).isEqualTo(to);
        assertThat(mail.path("from").asText()).isEqualTo("volunteers@example.net");
        assertThat(mail.path("subject").asText()).startsWith("127.0.0.1 in October 2026");
        assertThat(mail.path("date").asText()).isEqualTo("Mon, 02 Nov 2026 08:00:00 +0000");
        assertThat(mail.path("defects")).isEmpty();
        assertThat(mail.path("text").asText()).isEqualTo(Files.readString(october(name + ".txt")));
        assertThat(mail.path("html").asText()).isEqualTo(Files.readString(october(name + ".html")));
        assertThat(Files.readString(october(name + ".eml")).split("\r\n", -1))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78))
                .noneMatch(line -> line.contains("\n"));
    }

    private static JsonNode mail(Path file) throws IOException, InterruptedException {
        Process python = new ProcessBuilder("python3", "-c", """
                import email, email.policy, json, sys
                mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
                parts = {kind: mail.get_body((kind,)) for kind in ("plain", "html")}
                print(json.dumps({
                    **{name: mail[name] for name in ("to", "from", "subject", "date")},
                    "defects": [str(each) for part in (mail, *parts.values()) for each in part.defects],
                    "text": parts["plain"].get_payload(decode=True).decode(), "html": parts["html"].get_payload(decode=True).decode()}))
                """, file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).isZero();
        return new ObjectMapper().readTree(said);
    }

    @ParameterizedTest
    @CsvSource({
        "ohioix, PHONE, false",
        "ohioix, PHONE, true",
        "ohioix, DESKTOP, false",
        "ohioix, DESKTOP, true",
        "dead, PHONE, true"
    })
    void pageFitsItsWindowAndNeedsNothingElse(String name, Window window, boolean dark)
            throws IOException, InterruptedException {
        Look look = browser.open(
                october(name + ".html").toUri(),
                window,
                dark,
                "report-" + name + "-" + window + (dark ? "-dark" : "-light"));

        assertThat(look.widthOfContent()).isLessThanOrEqualTo(look.width());
        assertThat(look.mode()).as("an HTML of today").isEqualTo("CSS1Compat");
        assertThat(look.requests()).hasSize(1);
        assertThat(look.complaints()).isEmpty();
        assertThat(browser.value("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo(dark ? "rgb(20, 23, 28)" : "rgb(255, 255, 255)");
        assertThat(browser.value("document.scripts.length").asInt()).isZero();
    }

    @Test
    void onPaperItIsBlackOnWhiteAlsoForWhoReadsInTheDark() throws IOException, InterruptedException {
        browser.print(october("ohioix.html").toUri(), true, "report-ohioix-print");

        assertThat(browser.value("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
                        .asText())
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.value("getComputedStyle(document.querySelector('.sheet')).color")
                        .asText())
                .isEqualTo("rgb(27, 31, 36)");
    }

    @Test
    void itIsXmlToo() throws IOException, ParserConfigurationException, SAXException {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(
                        Files.readString(october("ohioix.html")).replace("<!DOCTYPE html>", ""))));
        assertThat(document.getElementsByTagName("link").getLength()).isZero();
        assertThat(document.getElementsByTagName("img").getLength()).isZero();
    }

    @Test
    void aMonthThatIsNotOverIsToldSo() throws IOException {
        StringWriter said = new StringWriter();

        assertThat(run(said, "--month=2026-11")).isEqualTo(1);
        assertThat(out().resolve("2026-11/ohioix.txt"))
                .content()
                .contains("The month is not over: this is how it stood on 2 November.")
                .containsPattern("Served +1.0 TB");
        assertThat(said.toString()).doesNotContain("From:");
        assertThat(out().resolve("2026-11/ohioix.eml"))
                .content()
                .startsWith("To: billing@ohioix.example.net\r\nSubject: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.net\nBcc: b@example.net",
                "a@example.net\r\n",
                "a@b@c",
                "a b@example.net",
                "a@",
                "@a",
                "<a@example.net>",
                "a@example.net,b@example.net",
                "https://example.net/",
                ""
            })
    void whatIsNoAddressIsNoFieldOfAMail(String text) {
        assertThat(Letter.isAddress(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--month=2026-13 | --month 2026-13 is no month such as 2026-10",
                "--month=2026-12 | --month 2026-12 has not begun",
                "--from=Zoë | --from Zoë is no mail address"
            })
    void wrongUsageIsASentence(String option, String sentence) {
        StringWriter said = new StringWriter();

        assertThat(run(said, option)).isEqualTo(2);
        assertThat(said.toString()).contains(sentence);
    }
}
