package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a serving pod does when what is wanted or what is there changes, with a real nginx. */
class UpkeepLoopbackTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Pod pod;
    private Upkeep upkeep;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        pod = new Pod(folder);
        pod.offer("debian/README", "hello");
        pod.want(pod.site("Ohio IX", Pod.project("debian"), Pod.project("fedora")));
        upkeep = pod.upkeep();
        assertThat(upkeep.round().error()).isNull();
        pod.start();
    }

    @AfterEach
    void stop() {
        pod.close();
    }

    @Test
    void nginxTellsThatItRunsWhatIsWanted() throws IOException {
        ServingReport report = upkeep.round();

        assertThat(report.runs(Fingerprint.of(Files.readString(pod.site)))).isTrue();
        assertThat(ServingReport.parse(pod.body("/status.json"))).contains(report);
    }

    @Test
    void whatTheMirrorSawOfOthersIsPublicWordForWordAndWhatIsNoneIsNot() throws IOException {
        Path observed = pod.site.resolveSibling(SiteSightings.FILE);
        Files.writeString(observed, "[{\"name\":\"b4sh\",\"ipv4\":\"44640u\"}]");
        upkeep.round();
        assertThat(pod.body("/status.json")).contains("\"observed\":[{\"name\":\"b4sh\",\"ipv4\":\"44640u\"}]");

        Files.writeString(observed, "[{\"name\":");
        assertThat(upkeep.round().error()).isNull();
        assertThat(pod.body("/status.json")).contains("\"hostname\"").doesNotContain("observed");
    }

    @Test
    void projectIsServedFromTheRoundInWhichItsTreeIsThereAndNginxIsNotRestarted() throws IOException {
        long master = pod.master();
        assertThat(pod.get("/fedora/README")).startsWith("HTTP/1.1 404");
        assertThat(Files.readString(pod.places.rsyncdConf())).doesNotContain("[fedora]");
        pod.offer("fedora/README", "hello");
        upkeep.round();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(pod.get("/fedora/README")).startsWith("HTTP/1.1 200"));
        assertThat(Files.readString(pod.places.rsyncdConf())).contains("[fedora]");
        assertThat(pod.master()).isEqualTo(master);
        assertThat(ProcessHandle.of(master)).get().returns(true, ProcessHandle::isAlive);
    }

    @Test
    void refusedConfigurationIsReportedInNginxsWordsAndTheOneBeforeGoesOn() throws IOException {
        String live = upkeep.round().live();
        pod.want(pod.site("Ohio IX", Pod.project("debian", "old", "old")));

        ServingReport report = upkeep.round();
        assertThat(report.error()).matches("duplicate location \"/old\" in nginx.conf:\\d+");
        assertThat(report.live()).isEqualTo(live).isNotEqualTo(report.wanted());
        assertThat(ServingReport.parse(pod.body("/status.json"))).contains(report);
        assertThat(pod.get("/debian/README")).startsWith("HTTP/1.1 200");

        pod.want(pod.site("Ohio IX", Pod.project("debian", "old")));
        upkeep.round();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(pod.get("/old/README")).startsWith("HTTP/1.1 200"));
        assertThat(upkeep.round().error()).isNull();
    }

    @Test
    void unreadableSiteIsReportedAndTheOneBeforeGoesOn() throws IOException {
        Files.writeString(pod.site, "{\"hostname\": 7");

        assertThat(upkeep.round().error()).startsWith("The site's description cannot be read: ");
        assertThat(pod.get("/debian/README")).startsWith("HTTP/1.1 200");
    }

    @Test
    void siteOfANewerVersionIsReadAsFarAsItIsKnown() throws IOException {
        Files.writeString(
                pod.site,
                "{\"hostname\":\"new.example.net\",\"httpPort\":%d,\"sponsor\":null,\"projects\":[null,{\"name\":\"debian\",\"path\":\"debian\",\"module\":\"debian\",\"colour\":\"red\"}],\"tls\":{}}"
                        .formatted(pod.port));

        assertThat(upkeep.round().error()).isNull();
        assertThat(pod.body("/")).contains("new.example.net").contains("/debian/");
    }

    @Test
    void pathThatIsNotOneIsLeftOut() throws IOException {
        pod.want(pod.site("Ohio IX", Pod.project("debian"), Pod.project("../etc"), Pod.project("nonsense; }")));

        assertThat(upkeep.round().error()).isNull();
        assertThat(Files.readString(pod.places.nginxConf()))
                .doesNotContain("../etc")
                .doesNotContain("nonsense");
    }

    @Test
    void retiringProjectIsServedUntilAnotherTakesItsPlace() throws IOException {
        pod.offer("old/README", "hello");
        Files.writeString(
                pod.places.storage().resolve(".micromirror/status.json"),
                "{\"projects\":[{\"project\":\"gone\",\"path\":\"old\",\"module\":\"old-module\",\"title\":\"Gone\","
                        + "\"outcome\":\"Updated\",\"published\":\"2026-01-01T00:00:00Z\"}]}");
        upkeep.round();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(pod.get("/old/README")).startsWith("HTTP/1.1 200"));
        assertThat(Files.readString(pod.places.rsyncdConf())).contains("[old-module]");
        assertThat(pod.body("/")).contains("leaves this mirror");

        pod.want(pod.siteWithout(List.of("gone"), Pod.project("debian")));
        upkeep.round();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(pod.get("/old/README")).startsWith("HTTP/1.1 404"));
        assertThat(Files.readString(pod.places.rsyncdConf())).doesNotContain("[old-module]");
        assertThat(pod.body("/")).doesNotContain("leaves this mirror");
        assertThat(pod.places.storage().resolve("old/README")).exists();

        pod.want(pod.site("Ohio IX", Pod.project("old")));
        assertThat(upkeep.round().error()).isNull();
        assertThat(Files.readString(pod.places.rsyncdConf()))
                .doesNotContain("[old-module]")
                .contains("[old]");
    }

    @Test
    void commandTakesUpWhatAConfigMapBringsAndLeavesNginxAlone() throws Exception {
        Thread command = Thread.ofVirtual()
                .start(() -> new CommandLine(new ServeCommand())
                        .execute(
                                "--site=" + pod.site,
                                "--storage=" + pod.places.storage(),
                                "--rendered=" + pod.places.rendered(),
                                "--run=" + pod.places.run(),
                                "--logs=" + pod.places.logs()));
        try {
            String conf = Files.readString(pod.places.nginxConf());
            swapDirectory(pod.site("Another <Sponsor>", Pod.project("debian"), Pod.project("fedora")));
            await().atMost(SOON).untilAsserted(() -> assertThat(pod.body("/")).contains("Another &lt;Sponsor&gt;"));
            assertThat(Files.readString(pod.places.nginxConf())).isEqualTo(conf);
        } finally {
            command.interrupt();
            command.join();
        }
    }

    /** As the kubelet does it: a new directory, and a link to it put in place of the old one. */
    private void swapDirectory(Site site) throws IOException {
        Path config = pod.site.getParent();
        Path data = Files.createDirectory(config.resolve("..2026"));
        Files.writeString(data.resolve("site.json"), site.toJson());
        Path link = Files.createSymbolicLink(config.resolve("..data_tmp"), data.getFileName());
        Path file = Files.createSymbolicLink(config.resolve("file_tmp"), Path.of("..data/site.json"));
        Files.move(file, pod.site, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.move(link, config.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
