package io.micromirror.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.Browser;
import io.micromirror.Browser.Look;
import io.micromirror.Browser.Window;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The report's page as people see it, in a real Chromium. Pictures lie in target/screenshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReportInBrowserTest {
    private static final int DAYS = 60;
    private static final List<String> PATHS = List.of(
            "/debian/pool/main/l/linux/linux-image-%d_amd64.deb",
            "/ubuntu/pool/main/f/firefox/firefox_%d_amd64.deb",
            "/fedora/linux/updates/43/Everything/x86_64/Packages/k/kernel-%d.x86_64.rpm",
            "/epel/9/Everything/x86_64/Packages/h/htop-%d.x86_64.rpm",
            "/almalinux/9/BaseOS/x86_64/os/Packages/glibc-%d.x86_64.rpm",
            "/archlinux/pool/packages/linux-%d-x86_64.pkg.tar.zst",
            "/manjaro/stable/core/x86_64/linux-%d-x86_64.pkg.tar.zst",
            "/opensuse/tumbleweed/repo/oss/x86_64/kernel-default-%d.x86_64.rpm",
            "/alpine/v3.22/main/x86_64/musl-%d.apk",
            "/kali-images/kali-2026.3/kali-linux-2026.3-installer-%d-amd64.iso",
            "/videolan/vlc/3.0.21/win64/vlc-%d-win64.exe",
            "/raspbian/pool/main/a/apt/apt_%d_armhf.deb");

    @TempDir
    private static Path folder;

    private URI page;
    private Browser browser;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = LocalDate.of(2026, 9, 20).plusDays(day);
            for (int rank = 1; rank <= PATHS.size(); rank++) {
                for (int file = 1; file <= 10; file++) {
                    lines.append(line(date, file, PATHS.get(rank - 1).formatted(file), 200, 40_000_000 / rank / file));
                }
            }
            lines.append(
                    line(date, day % 24, "/a-project-that-is-not-here/with/a/very/long/path/to/some/thing", 404, 153));
        }
        Path log = Files.writeString(folder.resolve("access.log"), lines);
        Path html = folder.resolve("report.html");
        assertThat(new CommandLine(new TrafficCommand()).execute("--html", html.toString(), log.toString()))
                .isZero();
        page = html.toUri();
        browser = Browser.start(folder);
    }

    private static String line(LocalDate date, int hour, String path, int status, int bytes) {
        return "2001:db8::1 - - [%02d/%s/%d:%02d:00:00 +0000] \"GET %s HTTP/1.1\" %d %d \"-\" \"curl/8\"\n"
                .formatted(
                        date.getDayOfMonth(),
                        List.of("Sep", "Oct", "Nov").get(date.getMonthValue() - 9),
                        date.getYear(),
                        hour,
                        path,
                        status,
                        bytes);
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({"PHONE, false", "PHONE, true", "DESKTOP, false", "DESKTOP, true"})
    void fitsItsWindowAndNeedsNothingElse(Window window, boolean dark) throws IOException, InterruptedException {
        Look look = browser.open(page, window, dark, "report-" + window + (dark ? "-dark" : "-light"));

        assertThat(look.widthOfContent()).isLessThanOrEqualTo(look.width());
        assertThat(look.mode()).as("an HTML of today").isEqualTo("CSS1Compat");
        assertThat(look.requests()).isEqualTo(List.of(page.toString()));
        assertThat(look.complaints()).isEmpty();
        assertThat(browser.value(
                                "Math.min(...[...document.querySelectorAll('svg text')].map(each => each.getBoundingClientRect().height))")
                        .asInt())
                .as("the smallest letters")
                .isGreaterThanOrEqualTo(11);
        assertThat(isDark("backgroundColor")).as("dark is dark").isEqualTo(dark);
        assertThat(isDark("color")).as("and is written on in light").isNotEqualTo(dark);
    }

    /** Whether a colour of the page is a dark one. */
    private boolean isDark(String property) throws IOException, InterruptedException {
        String colour =
                browser.value("getComputedStyle(document.body)." + property).asText();
        return browser.value("'" + colour + "'.match(/\\d+/g).slice(0, 3).reduce((sum, each) => sum + +each, 0)")
                        .asInt()
                < 3 * 128;
    }
}
