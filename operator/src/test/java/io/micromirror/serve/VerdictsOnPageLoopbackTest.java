package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkers' verdicts on the front page are those of an operator that still asks, as a real nginx notes. */
class VerdictsOnPageLoopbackTest {
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private Pod pod;
    private Upkeep upkeep;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        pod = new Pod(folder);
        pod.offer("debian/README", "hello");
        pod.want(pod.site("Ohio IX", Pod.project("debian")));
        upkeep = pod.upkeep(moving());
        assertThat(upkeep.round().error()).isNull();
        pod.start();
    }

    @AfterEach
    void stop() {
        pod.close();
    }

    @Test
    void pageWithoutAnOperatorSaysNothingOfCheckers() throws IOException {
        assertThat(pod.body("/")).doesNotContain("checker");
    }

    @Test
    void verdictIsShownWhileAnOperatorKnowsOfNoOtherAndUnknownWhenItIsSilent() throws IOException {
        SiteVerdicts lagging = tell("LAGGING", "MarkerOld");
        pod.get("/status.json");
        assertThat(verdict()).startsWith("<td class=\"unknown\">unknown</td>");

        askedBy(lagging);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(verdict())
                        .startsWith("<td class=\"fair\">lagging <small>dmt: MarkerOld, for 2 hours"));
        SiteVerdicts good = tell("OK", "Ok");
        assertThat(verdict()).startsWith("<td class=\"good\">OK <small>dmt: for 2 hours</small></td>");

        later.set(Duration.ofHours(3));
        askedBy(lagging);
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.size(pod.places.heard()) > 0);
        assertThat(verdict()).startsWith("<td class=\"unknown\">unknown <small>nobody has checked for ");

        askedBy(good);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(verdict()).startsWith("<td class=\"good\">OK"));
        assertThat(pod.places.heard()).isEmptyFile();
    }

    @Test
    void changedVerdictIsNoNewConfiguration() throws IOException {
        tell("OK", "Ok");
        String before = upkeep.round().wanted();
        String conf = Files.readString(pod.places.nginxConf());
        tell("DROPPED", "NotFound");

        assertThat(upkeep.round().wanted()).isEqualTo(before);
        assertThat(pod.places.nginxConf()).hasContent(conf);
    }

    private SiteVerdicts tell(String level, String reason) throws IOException {
        Instant since = Instant.now().minus(Duration.ofMinutes(150));
        SiteVerdicts verdicts =
                new SiteVerdicts(Map.of("debian", new SiteVerdicts.Verdict(level, "dmt", reason, since, null)));
        Files.writeString(pod.site.resolveSibling(SiteVerdicts.FILE), verdicts.toJson());
        return verdicts;
    }

    private Clock moving() {
        InstantSource source = () -> Instant.now().plus(later.get());
        return source.withZone(ZoneOffset.UTC);
    }

    private void askedBy(SiteVerdicts known) throws IOException {
        pod.raw("GET /status.json HTTP/1.0\r\nUser-Agent: " + known.agent() + "\r\n\r\n");
    }

    /** The cell of the project and what follows it. */
    private String verdict() throws IOException {
        upkeep.round();
        String page = pod.body("/");
        return page.substring(page.indexOf("<td class="));
    }
}
