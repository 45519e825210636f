package io.micromirror.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person gets of measured traffic, sizes and a disk. */
class PlanCommandTest {
    @TempDir
    private Path folder;

    private MeasuredMirror mirror;

    @BeforeEach
    void measure() {
        mirror = new MeasuredMirror(folder);
    }

    @Test
    void partsAreCarriedWhereTheirCheckerAllowsIt() throws IOException {
        // By their density: gimp 30, Fedora's hot part, Debian's; then AlmaLinux, of which nothing may be left out.
        assertThat(mirror.plan("--disk=560GB", "--growth=0", "--staging=0"))
                .containsPattern("gimp +600 GB")
                .containsPattern("(?m)^fedora 44 x86_64 ")
                .containsPattern("(?m)^debian amd64 ")
                .doesNotContainPattern("(?m)^almalinux")
                .contains("no choice sends more");
        assertThat(mirror.plan("--disk=1PB")).containsPattern("(?m)^almalinux ").containsPattern("(?m)^fedora +");
    }

    @Test
    void saysHowStableTheChoiceWas() throws IOException {
        // In the first week nobody wanted the release of the second.
        assertThat(mirror.plan("--disk=560GB", "--growth=0", "--staging=0"))
                .containsPattern("(?m)^fedora 44 x86_64 .* 50 %  list$")
                .containsPattern("(?m)^gimp .* 100 %  list$");
    }

    @Test
    void onlyWhatARedirectorSendsHereCounts() throws IOException {
        assertThat(mirror.plan("--disk=560GB", "--mirrors=gimp=3:30")).containsPattern("(?m)^gimp +60.0 GB");
        assertThat(mirror.plan("--disk=560GB", "--unlisted=gimp", "--require=gimp"))
                .containsPattern("(?m)^gimp +0 B");
        assertThat(mirror.plan("--mirrors=gimp=many")).contains("'many' is not how many mirrors there were");
    }

    @Test
    void limitsAreKept() throws IOException {
        // Half of 100 Mbit/s all day long: 540 GB, which gimp alone fills.
        assertThat(mirror.plan("--disk=1TB", "--uplink=100Mbit/s"))
                .startsWith("540 GB a day")
                .doesNotContainPattern("(?m)^debian");
        assertThat(mirror.plan("--disk=1TB", "--sync=6GB", "--fetched=gimp=7GB", "--growth=0", "--staging=0"))
                .doesNotContainPattern("(?m)^gimp")
                .containsPattern("(?m)^debian amd64");
        assertThat(mirror.plan("--disk=60GB", "--require=almalinux")).contains("what is required does not fit");
    }

    @Test
    void aFleetHasTheHottestEverywhereAndSpreadsTheRest() throws IOException {
        String fleet = mirror.plan("--nodes=one=370GB,two=370GB", "--growth=0", "--staging=0", "--others=10");

        assertThat(fleet.split("(?m)^# ")).hasSize(3).allMatch(node -> node.isEmpty() || node.contains("\ngimp "));
        assertThat(fleet).containsOnlyOnce("\ndebian amd64 ").containsOnlyOnce("\nfedora x86_64 ");
    }

    @Test
    void sizesComeFromTheLastRunsOfABox() throws IOException {
        Path storage = Files.createDirectories(folder.resolve("srv"));
        Files.createDirectories(storage.resolve(".micromirror/kali"));
        Files.writeString(storage.resolve(".micromirror/kali/result.json"), """
                {"project": "kali", "path": "kali", "module": "kali", "outcome": "UPDATED",
                 "size": {"logical": 40000000000, "allocated": 50000000000, "files": 9}}
                """);
        Files.createDirectories(storage.resolve(".micromirror/epel"));
        Files.writeString(storage.resolve(".micromirror/epel/result.json"), """
                {"project": "epel", "path": "epel", "module": "epel", "outcome": "UPDATED",
                 "size": {"logical": 40000000000, "allocated": 50000000000, "files": 9}}
                """);
        Files.createDirectories(storage.resolve("epel"));
        Files.writeString(storage.resolve("epel/fullfiletimelist-epel"), """
                [Files]
                1763888400\tf\t7000000000\t9/Everything/x86_64/a.rpm
                1763888400\tf\t8000000000\t10/Everything/x86_64/a.rpm
                """);
        String options = "--storage=" + storage;

        String plan = mirror.plan(options, "--disk=1PB", "--require=epel,kali", "--growth=0", "--staging=0");

        // A tree's own list beats its run and tells of parts: nobody asked for EPEL, so its smallest one does.
        assertThat(plan)
                .containsPattern("(?m)^kali .* 50.0 GB .* run$")
                .containsPattern("(?m)^epel 9 .* 7.00 GB .* list$");
    }

    @Test
    void thePageAndTheTableTellWhatTheNextTerabyteBuys() throws IOException {
        Path page = folder.resolve("plan.html");

        assertThat(mirror.plan("--disk=1TB", "--html=" + page)).containsPattern("2.00 TB +\\d.* a day");
        assertThat(Files.readString(page)).contains("<svg", "best choice").doesNotContain("<script", "http://");
    }
}
