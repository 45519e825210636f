package io.micromirror.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.Browser;
import io.micromirror.Browser.Look;
import io.micromirror.Browser.Window;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages as people see them: a real nginx, a real Chromium. Pictures lie in target/screenshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesInBrowserTest {
    private static final int MANY = 50_000;
    private static final String LONG =
            "a-package-with-a-very-long-name-that-no-phone-has-room-for-in-one-line_1.2.3-4_amd64.deb";

    /** As a host may have drawn it, and somebody else may have added to it. */
    private static final String LOGO = """
            <svg xmlns="http://www.w3.org/2000/svg" width="160" height="56" viewBox="0 0 160 56">
            <style>text { font: bold 24px sans-serif; fill: #14325c }</style>
            <circle cx="28" cy="28" r="22" fill="#c8102e"/><text x="58" y="37">Zoë IX</text>
            <script>document.documentElement.setAttribute('data-ran', 'yes'); new Image().src = '/ran';</script>
            <image href="/ran" width="1" height="1"/>
            </svg>
            """;

    @TempDir
    private static Path folder;

    private Pod pod;
    private Browser browser;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        pod = new Pod(folder);
        pod.want(Pod.with(
                pod.site(
                        "Zoë & Sons <GmbH>",
                        Pod.project("debian"),
                        Pod.project("archlinux"),
                        Pod.project("a-project-whose-name-is-much-longer-than-people-think-names-should-be")),
                "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(LOGO.getBytes(UTF_8))));
        pod.offer("debian/" + LONG, "deb");
        pod.offer("debian/README", "read me");
        pod.offer("archlinux/lastsync", "1");
        Path many = Files.createDirectories(pod.places.storage().resolve("archlinux/many"));
        for (int i = 0; i < MANY; i++) {
            Files.createFile(many.resolve("package-%05d-1.2.3-x86_64.pkg.tar.zst".formatted(i)));
        }
        pod.give(many);
        Files.createDirectories(pod.places.storage().resolve(".micromirror/traffic"));
        Files.writeString(pod.places.storage().resolve(".micromirror/traffic/totals.json"), """
                {"writers": {}, "month": {"since": "2025-12-02T12:00:00Z", "bytes": 98700000000000, "rate95": 105000000}}
                """);
        pod.upkeep().round();
        pod.start();
        judge();
        browser = Browser.start(folder);
    }

    /** What the checkers say, by an operator that asks. */
    private void judge() throws IOException {
        Instant now = Instant.now();
        SiteVerdicts verdicts = new SiteVerdicts(Map.of(
                "debian",
                new SiteVerdicts.Verdict("OK", "dmt", "Ok", now.minus(Duration.ofDays(9)), null),
                "archlinux",
                new SiteVerdicts.Verdict(
                        "LAGGING",
                        "archlinux.org",
                        "LastSyncOld",
                        now.minus(Duration.ofHours(3)),
                        now.plus(Duration.ofHours(21)))));
        Files.writeString(pod.site.resolveSibling(SiteVerdicts.FILE), verdicts.toJson());
        pod.raw("GET /status.json HTTP/1.0\r\nUser-Agent: " + verdicts.agent() + "\r\n\r\n");
        Awaitility.await().until(() -> Files.size(pod.places.heard()) > 0);
        pod.upkeep().round();
    }

    @AfterAll
    void stop() {
        browser.close();
        pod.close();
    }

    @ParameterizedTest
    @CsvSource({
        "front,   '',       PHONE,   false",
        "front,   '',       PHONE,   true",
        "front,   '',       DESKTOP, false",
        "front,   '',       DESKTOP, true",
        "listing, debian/,  PHONE,   false",
        "listing, debian/,  PHONE,   true",
        "listing, debian/,  DESKTOP, false",
        "listing, debian/,  DESKTOP, true"
    })
    void pageFitsItsWindowAndNeedsNothingElse(String name, String path, Window window, boolean dark)
            throws IOException, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + pod.port + "/" + path);
        Look look = browser.open(url, window, dark, name + "-" + window + (dark ? "-dark" : "-light"));
        assertThat(look.widthOfContent()).isLessThanOrEqualTo(look.width());
        assertThat(look.mode()).as("an HTML of today").isEqualTo("CSS1Compat");
        assertThat(look.requests())
                .filteredOn(each -> !each.endsWith("/favicon.ico"))
                .satisfiesExactly(
                        page -> assertThat(page).isEqualTo(url.toString()),
                        logo -> assertThat(logo)
                                .startsWith(pod("/.sponsor-logo.svg?").toString()));
        assertThat(browser.value("document.querySelector('.logo').naturalWidth").asInt())
                .as("a logo that could be drawn")
                .isEqualTo(160);
        assertThat(look.complaints()).filteredOn(each -> !each.contains("404")).isEmpty();
        String background =
                browser.value("getComputedStyle(document.body).backgroundColor").asText();
        assertThat(background).isEqualTo(dark ? "rgb(20, 23, 28)" : "rgb(255, 255, 255)");
        assertThat(browser.value("document.scripts.length").asInt()).isZero();
    }

    @Test
    void logoOpenedByItselfRunsNothing() throws IOException, InterruptedException {
        browser.open(pod("/.sponsor-logo.svg"), Window.PHONE, false, "logo");
        assertThat(browser.value("document.documentElement.nodeName + document.documentElement.dataset.ran")
                        .asText())
                .isEqualTo("svgundefined");
        assertThat(pod.get("/.sponsor-logo.svg"))
                .contains("Content-Type: image/svg+xml")
                .contains("Content-Security-Policy: default-src 'none';")
                .contains("X-Content-Type-Options: nosniff")
                .endsWith("</svg>\n");
    }

    private URI pod(String path) {
        return URI.create("http://127.0.0.1:" + pod.port + path);
    }

    @Test
    void listingOfFiftyThousandEntriesOpens() throws IOException, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + pod.port + "/archlinux/many/");
        Look look = browser.open(url, Window.PHONE, false, "listing-of-many");
        assertThat(look.widthOfContent()).isLessThanOrEqualTo(look.width());
        assertThat(browser.value("document.querySelectorAll('pre a').length").asInt())
                .isEqualTo(MANY + 1);
    }

    @Test
    void frontPageSaysWhatWasSent() throws IOException, InterruptedException {
        browser.open(URI.create("http://127.0.0.1:" + pod.port + "/"), Window.DESKTOP, false, "front-sent");
        assertThat(browser.value("document.body.innerText").asText())
                .contains("98.7 TB")
                .contains("840 Mbit/s")
                .contains("archlinux.org: LastSyncOld, for 3 hours")
                .contains("Zoë & Sons <GmbH>");
    }
}
