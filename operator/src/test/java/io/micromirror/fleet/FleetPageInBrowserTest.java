package io.micromirror.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.Browser;
import io.micromirror.Browser.Look;
import io.micromirror.Browser.Window;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import picocli.CommandLine;

/** The page of a fleet as the command writes it, in a real Chromium. Pictures lie in target/screenshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FleetPageInBrowserTest {
    private static final String TITLE = "Mirrors of <Zoë> & friends";
    private static final String STATUS = """
            {"hostname": "x", "projects": [
             {"project": "debian", "title": "Debian", "path": "debian", "outcome": "Updated", "published": "2026-01-01T10:00:00Z",
              "verdict": {"level": "OK", "checker": "dmt"}},
             {"project": "archlinux", "title": "Arch Linux", "path": "archlinux", "outcome": "Updated",
              "published": "2026-01-01T10:00:00Z", "verdict": {"level": "LEVEL", "checker": "archweb", "reason": "LastSyncOld"}},
             {"project": "fedora", "title": "Fedora <Linux>", "path": "fedora", "outcome": "Updated",
              "published": "2026-01-01T10:00:00Z"}],
             "traffic": {"month": {"since": "2025-12-02T12:00:00Z", "bytes": 98700000000000, "rate95": 105000000}}}
            """;

    /** Name, sponsor, city, country, latitude, longitude, what archlinux' checker says; none: it does not answer. */
    private static final List<List<String>> FLEET = List.of(
            List.of("ohioix", "Ohio IX", "Cleveland", "US", "41.5", "-81.7", "OK"),
            List.of("b4sh", "Broadband For Surrey Hills", "Guildford", "GB", "51.2", "-0.6", "LAGGING"),
            List.of("ipng", "IPng Networks", "Zurich", "CH", "47.4", "8.5", "OK"),
            List.of("gsl-syd", "Global Secure Layer", "Sydney", "AU", "-33.9", "151.2", "DROPPED"),
            List.of("stix", "STIX.DO \\\"Zoë\\\" <b>", "La Vega", "DO", "19.2", "-70.5", ""),
            List.of("yycix", "YYCIX", "Calgary", "CA", "51.0", "-114.1", "OK"),
            List.of(
                    "a-mirror-with-a-name-as-long-as",
                    "A sponsor whose name needs more room than there is on a phone",
                    "Bogota",
                    "CO",
                    "4.7",
                    "-74.1",
                    "OK"),
            List.of("lost", "Nobody knows where", "", "", "", "", "OK"));

    @TempDir
    private static Path folder;

    private final Boxes boxes = new Boxes();
    private final StringWriter err = new StringWriter();
    private Browser browser;
    private Path page;

    @BeforeAll
    void write() throws IOException, InterruptedException {
        for (List<String> each : FLEET) {
            site(each);
        }
        Path out = folder.resolve("out/of/it");
        int exit = new CommandLine(new FleetCommand())
                .setErr(new PrintWriter(err, true))
                .execute("page", folder.resolve("sites").toString(), out.toString(), "--title=" + TITLE);
        assertThat(exit).as(err.toString()).isZero();
        page = out.resolve("index.html");
        browser = Browser.start(folder);
    }

    private void site(List<String> of) throws IOException {
        String address =
                of.get(6).isEmpty() ? boxes.nobody() : boxes.add(Boxes.saying(STATUS.replace("LEVEL", of.get(6))));
        // Each has an address of its own: a mirror is known by that.
        String place = of.get(4).isEmpty()
                ? ""
                : "location: {city: %s, country: %s, latitude: %s, longitude: %s}, "
                        .formatted(of.get(2), of.get(3), of.get(4), of.get(5));
        Path file = folder.resolve("sites").resolve(of.getFirst()).resolve("node.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "kind: MirrorNode\nmetadata: {name: %s}\nspec: {hostname: 127.0.0.1, http: {port: %s}, %ssponsor: {name: \"%s\", url: \"https://www.example.net/\"}, projects: [{name: debian}]}\n"
                        .formatted(of.get(0), address.replaceAll(".*:|/", ""), place, of.get(1)));
    }

    @AfterAll
    void stop() throws IOException {
        browser.close();
        boxes.close();
    }

    @ParameterizedTest
    @CsvSource({"PHONE, false", "PHONE, true", "DESKTOP, false", "DESKTOP, true"})
    void pageFitsItsWindowAndNeedsNothingElse(Window window, boolean dark) throws IOException, InterruptedException {
        URI url = page.toUri();
        Look look = browser.open(url, window, dark, "fleet-" + window + (dark ? "-dark" : "-light"));
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
    void itTellsOfEachMirror() throws IOException, InterruptedException {
        browser.open(page.toUri(), Window.DESKTOP, false, "fleet-words");
        String words = browser.value("document.body.innerText").asText();
        assertThat(words)
                .contains(TITLE)
                .contains("7 of 8 mirrors of free software answer, with 3 projects; they sent 690.9 TB in 30 days.")
                .contains("Ohio IX · Cleveland, US")
                .contains("STIX.DO \"Zoë\" <b>")
                .contains("Arch Linux lagging")
                .contains("Arch Linux dropped")
                .contains("Fedora <Linux>")
                .contains("archlinux: LAGGING by archweb, LastSyncOld")
                .contains("does not answer")
                .contains("1 of them is not on the map, because nobody said where.");
        assertThat(browser.value("document.querySelectorAll('svg circle').length")
                        .asInt())
                .isEqualTo(FLEET.size() - 1);
        assertThat(browser.value("document.querySelectorAll('svg circle.bad').length")
                        .asInt())
                .isEqualTo(1);
        assertThat(err.toString()).contains("8 mirrors: 5 OK, 2 TROUBLE, 1 DOWN; 690.9 TB sent in 30 days.");
    }

    /** A dot leads to its row, and is where it should be: Sydney to the right of and below Zurich. */
    @Test
    void dotsAreWhereTheMirrorsAre() throws IOException, InterruptedException {
        browser.open(page.toUri(), Window.DESKTOP, false, "fleet-dots");
        assertThat(browser.value("[...document.querySelectorAll('svg a')].every(a =>"
                                + " document.querySelector(a.getAttribute('href')) !== null)")
                        .asBoolean())
                .isTrue();
        assertThat(browser.value("(() => { const at = n => document.querySelector('svg a[href=\"#mirror-' + n + '\"]')"
                                + ".getBoundingClientRect(); const z = at('ipng'), s = at('gsl-syd'), o = at('ohioix');"
                                + " const map = document.querySelector('svg').getBoundingClientRect();"
                                + " return s.x > z.x && s.y > z.y && z.x > o.x && [z, s, o].every(d => d.left >= map.left"
                                + " && d.right <= map.right && d.top >= map.top && d.bottom <= map.bottom); })()")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theListBesideItNamesEachMirrorAndIsReadAgain() throws IOException {
        Roster roster = RosterFile.parse(Files.readString(page.resolveSibling(RosterFile.NAME)));

        assertThat(roster.remarks()).isEmpty();
        assertThat(roster.members())
                .extracting(Member::name)
                .containsExactlyInAnyOrderElementsOf(
                        FLEET.stream().map(List::getFirst).toList());
    }

    @Test
    void itIsXmlToo() throws IOException, ParserConfigurationException, SAXException {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(page).replace("<!DOCTYPE html>", ""))));
        assertThat(document.getElementsByTagName("tr").getLength()).isEqualTo(1 + FLEET.size());
        assertThat(document.getElementsByTagName("link").getLength()).isZero();
    }
}
