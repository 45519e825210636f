package io.micromirror.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.check.HtmlIndex.Link;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that lie, break off or never end, and files that are none: a clear verdict each, and neither exception nor flood. */
class BadInputLoopbackTest {
    private static final String CHECKER = "{name: test, timeoutSeconds: 2, redirects: 3}";
    private static final String MARKER = "- {name: TIME, markerFile: {paths: [TIME], dropSeconds: 43200}}\n";
    private static final String TRACE = "- {name: trace, traceDir: {reference: UPSTREAM}}\n";
    private static final String FOLDER = "- {name: folder, dirIndex: {folders: [x/], reference: UPSTREAM}}\n";
    private static final String REPOMD =
            "- {name: repomd, repomd: {paths: [repomd.xml], compare: NewestOrAlternates, reference: \"UPSTREAMmetalink\"}}\n";

    @TempDir
    private Path folder;

    /** What a client meets that says anything at all: {@code N x words} is said again and again. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "garbage                | SSH-2.0-OpenSSH_9.2~                                                 | NotHttp",
                "a status that is none  | HTTP/1.1 OK~                                                         | NotHttp",
                "another version        | HTTP/9.9 200 OK~~                                                    | NotHttp",
                "nothing                |                                                                      | ConnectionLost",
                "a line without end     | 9000000 x a                                                          | NotHttp",
                "headers without end    | HTTP/1.1 200 OK~9000000 x A: b~                                      | NotHttp",
                "a hundred for ever     | 2000 x HTTP/1.1 100 Continue~~                                     | ConnectionLost",
                "a chunk of no size     | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~                      | NotHttp",
                "a chunk too big        | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~ffffffffffffffff~        | NotHttp",
                "chunks without end     | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~900000 x 4~1700~          | Unparsable",
                "a body that breaks off | HTTP/1.1 200 OK~Content-Length: 100~~1                               | ConnectionLost",
                "a body without end     | HTTP/1.1 200 OK~~90000000 x 1                                        | Unparsable",
                "a length below zero    | HTTP/1.1 200 OK~Content-Length: -5~~yesterday                        | Unparsable",
                "a redirect to nowhere  | HTTP/1.1 302 Found~Location: http://[::bad/~Content-Length: 0~~      | Redirected",
                "a redirect to a file   | HTTP/1.1 302 Found~Location: file:///etc/passwd~Content-Length: 0~~  | Redirected",
            })
    void everyAnswerIsAVerdict(String name, String words, String reason) throws IOException, InterruptedException {
        long before = Runtime.getRuntime().totalMemory();
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, words == null ? "" : words));

            Verdict verdict = new Box(folder)
                    .check(
                            new Box(folder).target("http://127.0.0.1:" + server.getLocalPort() + "/p/"),
                            CHECKER,
                            MARKER,
                            History.NONE)
                    .verdict();

            assertThat(verdict).as(name).returns(Level.DROPPED, Verdict::level).returns(reason, Verdict::reason);
            assertThat(verdict.message()).hasSizeLessThan(600);
            assertThat(Runtime.getRuntime().totalMemory() - before).isLessThan(200L << 20);
        }
    }

    private static void answer(ServerSocket server, String words) {
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    OutputStream out = client.getOutputStream()) {
                client.getInputStream().read(new byte[4096]);
                say(out, words.replace("~", "\r\n"));
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (IOException gone) {
                // Whoever asked had enough.
            }
        }
    }

    private static void say(OutputStream out, String words) throws IOException {
        int times = words.indexOf(" x ");
        if (times < 0) {
            out.write(words.getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        int number = words.substring(0, times).replaceFirst("(?s).*[^0-9]", "").length();
        out.write(words.substring(0, times - number).getBytes(StandardCharsets.ISO_8859_1));
        byte[] again = words.substring(times + 3).repeat(1000).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = Integer.parseInt(words.substring(times - number, times)); i > 0; i -= 1000) {
            out.write(again);
        }
    }

    /** Of nginx too, as RoundLoopbackTest has it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Apache <pre><img src=\"/icons/blank.gif\"> <a href=\"?C=N;O=D\">Name</a> <a href=\"/pub/\">Parent Directory</a>"
                        + " <a href=\"a.rpm\">a.rpm</a> 2026-01-01 10K <a href=\"sub/\">sub/</a>"
                        + " <a href=\"a-package-with-a-long-name-1.0.rpm\">a-package-with-a-long-n..&gt;</a></pre>",
                "lighttpd <table><tr><td class=\"n\"><a href=\"../\">..</a>/</td></tr><tr><td class=\"n\"><a href=\"sub/\">sub</a>/</td></tr>"
                        + "<tr><td><a href=\"a.rpm\">a.rpm</a></td></tr><tr><td><a href=\"a-package-with-a-long-name-1.0.rpm\">"
                        + "a-package-with-a-long-name-1.0.rpm</a></td></tr></table>",
                "Caddy <td><a href=\"./a.rpm\"><svg width=\"1\"></svg><span class=\"name\">a.rpm</span></a></td>"
                        + "<td><a href=\"./sub/\"><span class=\"name\">sub/</span></a></td>"
                        + "<td><a href=\"./a-package-with-a-long-name-1.0.rpm\"><span>a-package-with-a-long-name-1.0.rpm</span></a></td>",
                "python <ul><li><a href=\"a.rpm\">a.rpm</a></li><li><a href=\"sub/\">sub/</a></li>"
                        + "<li><a href=\"a-package-with-a-long-name-1.0.rpm\">a-package-with-a-long-name-1.0.rpm</a></li></ul>",
                "IIS <pre><A HREF=\"/p/x/\">[To Parent Directory]</A><br> 1/1/2026 &lt;dir&gt; <A HREF=\"/p/x/sub/\">sub</A><br>"
                        + "<A HREF=\"/p/x/a.rpm\">a.rpm</A><br>"
                        + "<A HREF=\"/p/x/a-package-with-a-long-name-1.0.rpm\">a-package-with-a-long-name-1.0.rpm</A></pre>",
            })
    void listingsOfOtherServersAreRead(String page) {
        assertThat(HtmlIndex.parse(page))
                .extracting(Link::name)
                .contains("a.rpm", "sub", "a-package-with-a-long-name-1.0.rpm")
                .doesNotContain("..", "", ".");
    }

    @Test
    void listingThatIsNoneHoldsNoLinksAndAHugeOneIsCut() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("index index.html;")) {
            box.write("upstream/p/x/a.rpm", "a");
            box.write("mirror/p/x/index.html", "<ListBucketResult><Key>a.rpm</Key></ListBucketResult>");
            assertThat(box.check(CHECKER, FOLDER)).returns("NoLinks", Verdict::reason);
            box.write("mirror/p/x/index.html", "\u0000\u0001<a href=".repeat(50_000));
            assertThat(box.check(CHECKER, FOLDER)).returns("NoLinks", Verdict::reason);
            try (RandomAccessFile huge =
                    new RandomAccessFile(folder.resolve("mirror/p/x/index.html").toFile(), "rw")) {
                huge.setLength(1L << 33);
            }
            assertThat(box.check(CHECKER, FOLDER).level()).isEqualTo(Level.PARTIAL);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0001\u0002",
                "1e9",
                "0x6500000",
                "2026-01-01T00:00:00Z",
                "99999999999999999999",
                "١٧٠٠٠٠٠٠٠٠"
            })
    void markerInAnotherFormatIsUnparsable(String text) throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            box.write("mirror/p/TIME", text);
            assertThat(box.check(CHECKER, MARKER))
                    .returns(Level.DROPPED, Verdict::level)
                    .returns("Unparsable", Verdict::reason);
        }
    }

    @Test
    void markerOfTheFutureIsTold() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            box.write("mirror/p/TIME", Long.toString(Instant.now().getEpochSecond() + 86_400));
            assertThat(box.check(CHECKER, MARKER)).returns("InTheFuture", Verdict::reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-32", "ISO-8859-7", "IBM500"})
    void traceInAnotherEncodingIsReadOrInvalid(String charset) throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            String date = "Sat Jan 10 09:00:00 UTC 2026\nΔημοσιεύτηκε: ναι\n";
            box.both("project/trace/master", "Sat Jan 10 09:00:00 UTC 2026\n");
            Files.write(folder.resolve("mirror/p/project/trace/127.0.0.1"), date.getBytes(Charset.forName(charset)));
            assertThat(box.check(CHECKER, TRACE).reason()).isEqualTo(charset.startsWith("ISO") ? "Ok" : "InvalidTrace");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not XML at all",
                "<metalink><files>",
                "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><metalink><file><hash type=\"sha256\">&x;</hash></file></metalink>",
                "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><metalink>&b;</metalink>",
                "<metalink><file><hash type=\"sha256\"><b/></hash></file></metalink>",
            })
    void metalinkThatIsNoneIsAFaultOfTheReference(String metalink) throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            box.both("repomd.xml", "<repomd/>");
            box.write("upstream/p/metalink", metalink);
            assertThat(box.check(CHECKER, REPOMD))
                    .returns(Level.UNKNOWN, Verdict::level)
                    .returns("ReferenceDown", Verdict::reason)
                    .satisfies(verdict -> assertThat(verdict.message()).doesNotContain("root:"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {name: x, telepathy: {}}",
                "- {name: x}",
                "- {name: x, baseUrl: {}, markerFile: {paths: [a]}}",
                "- {name: x, markerFile: {format: Runes}}",
                "- {name: x, failure: TERRIBLE, baseUrl: {}}",
            })
    void configurationThatIsNotUnderstoodIsSaid(String check) throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            assertThat(box.check(CHECKER, check))
                    .returns(Level.UNKNOWN, Verdict::level)
                    .satisfies(verdict -> assertThat(verdict.message()).startsWith("MirrorProject: check x"));
        }
    }
}
