package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.sync.StorageStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Whatever people write into names, addresses and host names is text: nginx and an XML parser judge. */
class HostileWordsLoopbackTest {
    private static final List<String> WORDS = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "'; } server { listen 81; } #",
            "$document_root ${x} $1",
            "a\nb\r\n[evil]\npath = /\n",
            "\\",
            "%{x} %RSYNC_MODULE_NAME% \\\n&include /etc/passwd",
            "\uD83D\uDC3B \u202Eevil\u202C \u05E9\u05DC\u05D5\u05DD",
            "\uD800 \u0000 \u001B[31m \uFFFF",
            "javascript:alert(1)",
            "https://x/\" onclick=\"alert(1)",
            "]]> --> <!-- &amp; &#0; </title></style>",
            "noc@example.net?subject=<b>");
    private static final String LOGO = "data:image/png;base64,iVBORw0KGgoA";
    private static final String SYMBOLS = "<>\"'&;{}$\\%#=[]()/*-!?\n\r\t\0 abé\u202E\uD83D\uDC3B";

    private static final Set<String> ACCEPTED = new HashSet<>();

    private Nginx nginx;
    private Places places;

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        places = Pod.places(folder);
        Files.createDirectories(places.rendered());
        nginx = new Nginx(places);
    }

    static Stream<String> words() {
        Random random = new Random(873);
        Stream<String> made = Stream.generate(() -> random.ints(1 + random.nextInt(60), 0, SYMBOLS.length())
                .collect(StringBuilder::new, (text, at) -> text.append(SYMBOLS.charAt(at)), StringBuilder::append)
                .toString());
        return Stream.concat(WORDS.stream(), made.limit(60));
    }

    @ParameterizedTest
    @MethodSource("words")
    void areTextAndNothingElse(String words) throws Exception {
        Rendering hostile = render(words);
        Rendering plain = render("plain");

        // What is the same text has the same judge's word.
        assertThat(hostile.nginx()).isEqualTo(plain.nginx());
        if (ACCEPTED.add(hostile.trial().replace(folder.toString(), ""))) {
            assertThat(nginx.refusal(hostile.trial())).isEmpty();
        }
        assertThat(directives(hostile.rsyncd())).isEqualTo(directives(plain.rsyncd()));
        for (Map.Entry<String, String> page : pages(hostile).entrySet()) {
            assertThat(elements(page.getValue()))
                    .as(page.getKey())
                    .isSubsetOf(elements(pages(plain).get(page.getKey())));
        }
        for (String json : List.of("tunasync.json", "mirrorz.json")) {
            assertThat(Json.MAPPER.readTree(hostile.pages().get(json))).isNotEmpty();
        }
    }

    private Rendering render(String words) {
        boolean plain = words.equals("plain");
        Site site = new Site(
                words,
                List.of(words),
                new Site.Sponsor(words, plain ? "https://x/" : words, LOGO),
                new Site.Location(words, words, words),
                plain ? "noc@example.net" : words,
                8080,
                8730,
                5,
                new Site.Https(8443, true),
                new Site.RateLimits(1, 1, List.of(words)),
                List.of(
                        new Site.Project("d", words, plain ? "https://x/" : words, "debian", "debian", List.of()),
                        new Site.Project("w", words, words, plain ? "bad one" : words + "\n", "w", List.of())),
                new Site.Push(words),
                null,
                List.of(words));
        return Rendering.of(
                Site.parse(site.toJson()),
                StorageStatus.parse("{}"),
                new Rendering.Surroundings(
                        places,
                        false,
                        "debian"::equals,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Judged(verdicts(words), Instant.EPOCH)),
                        Instant.EPOCH));
    }

    private static SiteVerdicts verdicts(String words) {
        return new SiteVerdicts(Map.of(
                "d", new SiteVerdicts.Verdict(words, words, words, Instant.EPOCH, Instant.EPOCH.plusSeconds(9000))));
    }

    private static Map<String, String> pages(Rendering rendering) {
        return Map.of(
                "index.html",
                rendering.pages().get("index.html"),
                "listing",
                rendering.pages().get("listing-head.html") + "<title>x</title></head><body>"
                        + rendering.pages().get("listing-foot.html"));
    }

    /** The lines without what a title may change. */
    private static List<String> directives(String rsyncd) {
        return rsyncd.lines().filter(line -> !line.startsWith("  comment = ")).toList();
    }

    /** Each element with the names of its attributes, and the schemes that links have. */
    private static Set<String> elements(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document =
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
        Set<String> found = new TreeSet<>();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            String href = element.getAttribute("href");
            found.add(element.getTagName() + " " + (href.contains(":") ? href.replaceFirst(":.*", ":") : ""));
            for (int a = 0; a < element.getAttributes().getLength(); a++) {
                found.add(element.getTagName() + "@"
                        + element.getAttributes().item(a).getNodeName());
            }
        }
        return found;
    }
}
