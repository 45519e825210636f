package io.micromirror.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers over trees that are right and wrong: what comes of it is what the checker would say. */
class RoundLoopbackTest {
    private static final String CHECKER = "{name: test, timeoutSeconds: 5, redirects: 0}";
    private static final String REPOMD = """
            - name: repodata
              repomd:
                paths: ["{arch}/repodata/repomd.xml"]
                variables: [{name: arch, values: [x86_64, aarch64]}]
                compare: Newest
                reference: UPSTREAM{path}
            """;
    private static final String LISTING = "- {name: scan, rsyncListing: {compare: SizeAndTime, reference: MODULE}}\n";
    private static final String FOLDER = "- {name: folder, dirIndex: {folders: [x86_64/], reference: UPSTREAM}}\n";
    private static final String SAMPLE = "- {name: files, headSample: {count: 5, order: Newest, match: SizeAndTime}}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void rightTree() throws IOException {
        try (Box box = new Box(folder)) {
            for (String arch : new String[] {"x86_64", "aarch64"}) {
                box.both(arch + "/repodata/repomd.xml", "<repomd><timestamp>5</timestamp>" + arch + "</repomd>");
                box.both(arch + "/package-with-a-name-of-more-than-twenty-characters.rpm", "content");
                box.both(arch + "/a b+c%d.rpm", "content");
            }
        }
    }

    @Test
    void rightTreeIsOk() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            box.write("mirror/p/TIME", Long.toString(Instant.now().getEpochSecond()));
            Verdict verdict = box.check(
                    CHECKER,
                    "- {name: base, baseUrl: {}}\n- {name: TIME, markerFile: {paths: [TIME], dropSeconds: 43200, schemes: [http, rsync], eachFamily: true}}\n"
                            + REPOMD + FOLDER + SAMPLE
                            + "- {name: e, endpoint: {redirectToHttps: PARTIAL}}\n- {name: r, rangeRead: {minBytes: 5}}\n");

            assertThat(verdict.findings()).isEmpty();
            assertThat(verdict).returns(Level.OK, Verdict::level).returns("Ok", Verdict::reason);
        }
    }

    @Test
    void listingOfARightTreeIsOk() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            assertThat(box.check(CHECKER, LISTING)).returns(Level.OK, Verdict::level);
        }
    }

    @Test
    void staleMarkerIsTooOld() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            box.write("mirror/p/TIME", "1700000000\n");
            assertThat(box.check(CHECKER, "- {name: TIME, markerFile: {paths: [TIME], dropSeconds: 43200}}"))
                    .returns(Level.DROPPED, Verdict::level)
                    .returns("TooOld", Verdict::reason);
        }
    }

    @Test
    void hugeMarkerIsUnparsableAndNotRead() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            try (RandomAccessFile huge =
                    new RandomAccessFile(folder.resolve("mirror/p/TIME").toFile(), "rw")) {
                huge.setLength(1L << 33);
            }
            assertThat(box.check(CHECKER, "- {name: TIME, markerFile: {paths: [TIME], dropSeconds: 43200}}"))
                    .returns(Level.DROPPED, Verdict::level)
                    .returns("Unparsable", Verdict::reason);
        }
    }

    @Test
    void truncatedIndexIsStale() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            box.write("mirror/p/x86_64/repodata/repomd.xml", "<repomd><time");
            assertThat(box.check(CHECKER, REPOMD))
                    .returns(Level.PARTIAL, Verdict::level)
                    .returns("Stale", Verdict::reason);
        }
    }

    @Test
    void missingArchitectureDropsWherePartialMirrorsAreNotKnown() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            Files.delete(folder.resolve("mirror/p/aarch64/repodata/repomd.xml"));
            assertThat(box.check(CHECKER, REPOMD))
                    .returns(Level.DROPPED, Verdict::level)
                    .returns("NotFound", Verdict::reason);
        }
    }

    @Test
    void architectureThatWasCarriedIsMissed() throws IOException, InterruptedException {
        String partial = REPOMD + "    partialAllowed: true\n";
        try (Box box = new Box(folder).start("")) {
            Round.Judged before = box.check(box.target(), CHECKER, partial, History.NONE);
            assertThat(before.verdict().level()).isEqualTo(Level.OK);
            Files.delete(folder.resolve("mirror/p/aarch64/repodata/repomd.xml"));

            assertThat(box.check(box.target(), CHECKER, partial, before.history())
                            .verdict())
                    .returns(Level.PARTIAL, Verdict::level)
                    .returns("NotFound", Verdict::reason);
            assertThat(box.check(CHECKER, partial)).returns(Level.OK, Verdict::level);
        }
    }

    @Test
    void redirectToHttpsIsToldAndFailsFiles() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("return 301 https://127.0.0.1:1$request_uri;")) {
            assertThat(box.check(CHECKER, "- {name: base, baseUrl: {accept: Below400}}"))
                    .returns(Level.OK, Verdict::level);
            assertThat(box.check(CHECKER, "- {name: e, endpoint: {redirectToHttps: PARTIAL}}"))
                    .returns("RedirectsToHttps", Verdict::reason);
            assertThat(box.check(CHECKER, "- {name: h, headSample: {redirectsForbidden: true}}"))
                    .returns(Level.DROPPED, Verdict::level)
                    .returns("RedirectsToHttps", Verdict::reason);
            assertThat(box.check(CHECKER, REPOMD)).returns("RedirectsToHttps", Verdict::reason);
            assertThat(box.check(
                            "{name: mirrorbits, redirects: 10}", "- {name: h, headSample: {redirectsForbidden: true}}"))
                    .returns(Level.DROPPED, Verdict::level)
                    .returns("RedirectsToHttps", Verdict::reason);
            assertThat(box.check("{name: AlmaLinux, redirects: 10}", "- {name: base, baseUrl: {}}"))
                    .returns("Refused", Verdict::reason)
                    .satisfies(verdict -> assertThat(verdict.message()).contains("redirected to https://127.0.0.1:1/"));
        }
    }

    @Test
    void rateLimitCostsDirectories() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("limit_req zone=slow; limit_req_status 429;")) {
            assertThat(box.check(CHECKER, REPOMD + "    partialAllowed: true\n"))
                    .returns(Level.PARTIAL, Verdict::level)
                    .returns("RateLimited", Verdict::reason);
        }
    }

    @Test
    void lostTimesAreMismatches() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            Files.setLastModifiedTime(
                    folder.resolve("mirror/p/x86_64/a b+c%d.rpm"), FileTime.from(Box.MODIFIED.plusSeconds(2)));
            assertThat(box.check(CHECKER, LISTING))
                    .returns(Level.PARTIAL, Verdict::level)
                    .returns("ModTimeMismatch", Verdict::reason);
            assertThat(box.check(CHECKER, LISTING.replace("SizeAndTime", "Size")))
                    .returns(Level.OK, Verdict::level);
        }
    }

    @Test
    void truncatedFileIsASizeMismatch() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            box.write("mirror/p/x86_64/a b+c%d.rpm", "cont");
            assertThat(box.check(CHECKER, LISTING)).returns("FileSizeMismatch", Verdict::reason);
            assertThat(box.check(CHECKER, LISTING.replace("SizeAndTime", "Names")))
                    .returns(Level.OK, Verdict::level);
        }
    }

    @Test
    void linkInAFilesPlaceIsMissingForMirrorbitsAlone() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            Path file = folder.resolve("mirror/p/x86_64/a b+c%d.rpm");
            Files.move(file, file.resolveSibling("elsewhere"));
            Files.createSymbolicLink(file, Path.of("elsewhere"));
            assertThat(box.check(CHECKER, LISTING)).returns("FileMissing", Verdict::reason);
            assertThat(box.check(CHECKER, LISTING.replace("SizeAndTime", "Size")))
                    .returns(Level.OK, Verdict::level);
        }
    }

    @Test
    void listingThatIsCutLacksFiles() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("", "exclude = aarch64")) {
            assertThat(box.check(CHECKER, LISTING))
                    .returns(Level.PARTIAL, Verdict::level)
                    .returns("FileMissing", Verdict::reason);
        }
    }

    @Test
    void pageOfLinksThatIsCutLacksNames() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("index index.html;")) {
            box.write("mirror/p/x86_64/index.html", "<html><a href=\"repodata/\">repodata/</a> <a href=\"pack");
            assertThat(box.check(CHECKER, FOLDER))
                    .returns(Level.PARTIAL, Verdict::level)
                    .returns("NamesMissing", Verdict::reason);
        }
    }

    @Test
    void pageInXmlHoldsNoLink() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("autoindex_format xml;")) {
            assertThat(box.check(CHECKER, FOLDER)).returns("NoLinks", Verdict::reason);
        }
    }

    @Test
    void brokenIpv6IsToldUnlessThereIsNoneHere() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            boolean here;
            try (ServerSocket socket = new ServerSocket(0, 1, Inet6Address.getByName("::1"))) {
                here = socket.getInetAddress() instanceof Inet6Address;
            } catch (IOException none) {
                here = false;
            }
            Verdict verdict = box.check(
                            box.target("http://[::1]:" + box.port + "/p/"),
                            CHECKER,
                            "- {name: e, failure: PARTIAL, endpoint: {}}",
                            History.NONE)
                    .verdict();
            assertThat(verdict.findings().getFirst().reason()).isEqualTo(here ? "IPv6Refused" : "NotFromHere");
        }
    }

    @Test
    void silenceEndsWithTheTimeout() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("");
                ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Verdict verdict = box.check(
                            box.target("http://127.0.0.1:" + silent.getLocalPort() + "/p/"),
                            "{name: test, timeoutSeconds: 1}",
                            "- {name: base, baseUrl: {}}",
                            History.NONE)
                    .verdict();
            assertThat(verdict).returns(Level.DROPPED, Verdict::level).returns("Timeout", Verdict::reason);
        }
    }

    @Test
    void rsyncThatIsDownIsNoListing() throws IOException, InterruptedException {
        Box box = new Box(folder);
        try (box) {
            assertThat(box.check(CHECKER, LISTING)).returns("ListingFailed", Verdict::reason);
            assertThat(box.check(CHECKER, "- {name: t, markerFile: {paths: [TIME], schemes: [rsync]}}"))
                    .returns("Refused", Verdict::reason);
        }
    }

    @Test
    void whatWasFoundBeforeASyncStandsWhileItRuns() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            ProjectChecks project =
                    ProjectChecks.read(new java.io.ByteArrayInputStream(("metadata: {name: p}\nspec:\n  checks:\n"
                                    + ("- {name: base, baseUrl: {}}\n"
                                                    + REPOMD.replace(
                                                            "UPSTREAM",
                                                            "http://127.0.0.1:" + box.port + "/upstream/p/"))
                                            .indent(4))
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            Round.Judged good = box.round().judge(box.target(), project, Round.Before.NOTHING, Instant.now());
            box.write("mirror/p/x86_64/repodata/repomd.xml", "older");

            Round.Judged during = box.round()
                    .judge(
                            box.target(),
                            project,
                            new Round.Before(good.history(), good.verdict().findings()),
                            Instant.now());
            Round.Judged bad = box.round().judge(box.target(), project, Round.Before.NOTHING, Instant.now());
            box.write("mirror/p/x86_64/repodata/repomd.xml", "<repomd><timestamp>5</timestamp>x86_64</repomd>");
            Round.Judged still = box.round()
                    .judge(
                            box.target(),
                            project,
                            new Round.Before(bad.history(), bad.verdict().findings()),
                            Instant.now());

            assertThat(during.verdict()).returns(Level.OK, Verdict::level);
            assertThat(bad.verdict()).returns(Level.PARTIAL, Verdict::level);
            assertThat(still.verdict().findings()).isEqualTo(bad.verdict().findings());
            assertThat(still.history().since()).isEqualTo(bad.history().since());
        }
    }

    @Test
    void unknownProbeIsAVerdictAndNoException() throws IOException, InterruptedException {
        try (Box box = new Box(folder).start("")) {
            assertThat(box.check(CHECKER, "- {name: new, telepathy: {}}"))
                    .returns(Level.UNKNOWN, Verdict::level)
                    .returns("UnknownProbe", Verdict::reason);
        }
    }
}
