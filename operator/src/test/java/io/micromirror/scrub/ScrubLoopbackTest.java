package io.micromirror.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import io.micromirror.sync.ScrubResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees made by their projects' own tools, synced by the runner, in which bits flip at equal size and time. */
final class ScrubLoopbackTest {
    private static final String INDEX = "dists/stable/main/binary-all/Packages";
    private static final String RELEASE = "dists/stable/Release";

    @TempDir
    private static Path archive;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeArchive() throws Exception {
        ScrubbedMirror.make("apt-of-many", archive);
    }

    @Test
    void everyFlippedFileThatAnIndexCoversIsFoundAndMended() throws Exception {
        long seed = new Random().nextLong();
        try (ScrubbedMirror mirror =
                new ScrubbedMirror(folder, Layout.APT).of(archive).synced()) {
            List<String> files = new ArrayList<>(mirror.files());
            files.remove(RELEASE);
            Collections.shuffle(files, new Random(seed));
            for (String name : files.subList(0, 100)) {
                mirror.flip(name);
            }
            NavigableSet<String> covered = mirror.damaged();
            covered.removeIf(name -> name.startsWith("doc/"));
            NavigableSet<String> uncovered = mirror.damaged();
            uncovered.removeAll(covered);

            ScrubResult result = mirror.scrub(1).orElseThrow();

            assertThat(mirror.damaged()).as("seed %d", seed).isEqualTo(uncovered);
            assertThat(result.bad()).as("seed %d", seed).isEqualTo(covered.size());
            assertThat(result.mended()).isEqualTo(covered.size());
            assertThat(result.open()).isZero();
            assertThat(result.uncovered()).isEqualTo(16);
            assertThat(result.files()).isEqualTo(mirror.files().size() - 16);
            assertThat(mirror.work().resolve(Repair.QUARANTINE)).doesNotExist();
            assertThat(mirror.scrub(1).orElseThrow().bad()).isZero();
        }
    }

    @Test
    void theSlicesOfARoundAreTheTree() throws Exception {
        try (ScrubbedMirror mirror =
                new ScrubbedMirror(folder, Layout.APT).of(archive).synced()) {
            mirror.flip("pool/p1_1_all.deb");
            mirror.flip("pool/p2_1_all.deb");
            long files = 0;
            long uncovered = 0;
            long mended = 0;
            for (int day = 0; day < 7; day++) {
                ScrubResult result = mirror.scrub(7, 3, 0).orElseThrow();
                files += result.files();
                uncovered += result.uncovered();
                mended += result.mended();
                assertThat(result.round() != null).isEqualTo(day == 6);
            }

            assertThat(files).isEqualTo(mirror.files().size() - 16);
            assertThat(uncovered).isEqualTo(16);
            assertThat(mended).isEqualTo(2);
            assertThat(mirror.damaged()).isEmpty();
        }
    }

    @Test
    void killedInTheMiddleItGoesOnFromThere() throws Exception {
        try (ScrubbedMirror mirror =
                new ScrubbedMirror(folder, Layout.APT).of(archive).synced()) {
            for (int number = 1; number <= 120; number += 5) {
                mirror.flip("pool/p" + number + "_1_all.deb");
            }
            Process slow = ScrubProcess.start(mirror, 5, 50_000);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> Note.read(mirror.work()).tally().files() > 0);

            slow.destroyForcibly().waitFor();
            long before = Note.read(mirror.work()).tally().files();
            awaitNoRsync(mirror);
            ScrubResult result = mirror.scrub(1).orElseThrow();

            assertThat(before).isPositive();
            assertThat(mirror.damaged()).isEmpty();
            assertThat(result.files()).isEqualTo(mirror.files().size() - 16);
            assertThat(result.open()).isZero();
            assertThat(result.uncovered()).isEqualTo(16);
        }
    }

    private static void awaitNoRsync(ScrubbedMirror mirror) {
        Path lock = mirror.work().resolve("rsync.lock");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> new ProcessBuilder("flock", "--nonblock", lock.toString(), "true")
                                .start()
                                .waitFor()
                        == 0);
    }

    @Test
    void aDamagedIndexIsMendedAndThenWhatItNames() throws Exception {
        try (ScrubbedMirror mirror =
                new ScrubbedMirror(folder, Layout.APT).of(archive).synced()) {
            mirror.flip(INDEX);
            mirror.flip(INDEX + ".gz");
            mirror.flip("pool/p7_1_all.deb");
            long damaged = mirror.damaged().size();

            ScrubResult result = mirror.scrub(1).orElseThrow();

            assertThat(mirror.damaged()).isEmpty();
            assertThat(result.bad()).isEqualTo(damaged);
            assertThat(result.mended()).isEqualTo(result.bad());
        }
    }

    @Test
    void aDamagedReleaseIsMendedWhenItsChecksumsAreWrong() throws Exception {
        try (ScrubbedMirror mirror =
                new ScrubbedMirror(folder, Layout.APT).of(archive).synced()) {
            String release = Files.readString(mirror.tree().resolve(RELEASE));
            // The strongest checksums stand last, and it is those that count.
            int at = release.lastIndexOf(
                    ' ' + Long.toString(Files.size(mirror.tree().resolve(INDEX))) + ' ');
            while (release.charAt(at - 1) == ' ') {
                at--;
            }
            var time = Files.getLastModifiedTime(mirror.tree().resolve(RELEASE));
            char digit = release.charAt(at - 1) == '0' ? '1' : '0';
            Files.writeString(
                    mirror.tree().resolve(RELEASE), release.substring(0, at - 1) + digit + release.substring(at));
            Files.setLastModifiedTime(mirror.tree().resolve(RELEASE), time);

            ScrubResult result = mirror.scrub(1).orElseThrow();

            assertThat(mirror.damaged()).isEmpty();
            assertThat(result.open()).isZero();
            assertThat(result.mended()).isPositive();
        }
    }

    @Test
    void damageAtARepositoryOfRpmsIsMended() throws Exception {
        try (ScrubbedMirror mirror = rpms().synced()) {
            for (String name : new TreeSet<>(mirror.files())) {
                if (!name.endsWith("repomd.xml")) {
                    mirror.flip(name);
                }
            }
            long damaged = mirror.damaged().size();

            ScrubResult result = mirror.scrub(1).orElseThrow();

            assertThat(mirror.damaged()).isEmpty();
            assertThat(result.bad()).isEqualTo(damaged);
            assertThat(result.mended()).isEqualTo(damaged);
        }
    }

    @Test
    void damageAtADirectoryOfAlpinesPackagesIsMended() throws Exception {
        try (ScrubbedMirror mirror = new ScrubbedMirror(folder, Layout.ALPINE)) {
            ScrubbedMirror.make("alpine-of-two", mirror.upstream());
            mirror.synced();
            mirror.flip("main/x86_64/a-1-r0.apk");
            mirror.flip("main/x86_64/b-1-r0.apk");

            ScrubResult result = mirror.scrub(1).orElseThrow();

            assertThat(mirror.damaged()).isEmpty();
            assertThat(result.bad()).isEqualTo(2);
            assertThat(result.mended()).isEqualTo(2);
            assertThat(result.uncovered()).as("the index, which nothing names").isEqualTo(1);
        }
    }

    @Test
    void whileTheUpstreamIsSilentDamageIsNotServedAndMendedLater() throws Exception {
        try (ScrubbedMirror mirror = new ScrubbedMirror(folder, Layout.IMAGES)) {
            offerImages(mirror, "one", "two");
            mirror.synced();
            mirror.flip("one.img");
            mirror.upstreamFallsSilent();

            ScrubResult first = mirror.scrub(1).orElseThrow();

            assertThat(first.bad()).isEqualTo(1);
            assertThat(first.mended()).isZero();
            assertThat(first.open()).isEqualTo(1);
            assertThat(first.reason()).startsWith("one.img is damaged");
            assertThat(mirror.tree().resolve("one.img")).doesNotExist();
            assertThat(mirror.work().resolve(Repair.QUARANTINE).resolve("one.img"))
                    .exists();

            mirror.upstreamAnswersAgain();
            ScrubResult second = mirror.scrub(30).orElseThrow();

            assertThat(second.bad()).isZero();
            assertThat(second.open()).isZero();
            assertThat(second.badEver()).isEqualTo(1);
            assertThat(second.mendedEver()).isEqualTo(1);
            assertThat(mirror.damaged()).isEmpty();
            assertThat(mirror.tree().resolve("one.img")).exists();
            assertThat(mirror.work().resolve(Repair.QUARANTINE)).doesNotExist();
        }
    }

    @Test
    void whatTheUpstreamHasWrongItselfIsLeftAsItIs() throws Exception {
        try (ScrubbedMirror mirror = new ScrubbedMirror(folder, Layout.IMAGES)) {
            offerImages(mirror, "one", "two");
            mirror.offer("one.img", "owt");
            mirror.synced();

            ScrubResult result = mirror.scrub(1).orElseThrow();

            assertThat(result.bad()).isZero();
            assertThat(result.open()).isZero();
            assertThat(mirror.tree().resolve("one.img")).hasContent("owt");
            assertThat(mirror.work().resolve(Repair.QUARANTINE)).doesNotExist();
        }
    }

    @Test
    void aTreeWithoutIndexesIsCoveredByNone() throws Exception {
        try (ScrubbedMirror mirror = new ScrubbedMirror(folder, Layout.PLAIN)) {
            mirror.offer("a", "a");
            mirror.offer("b", "b");
            assertThat(mirror.scrub(1)).isEmpty();
            mirror.synced();

            ScrubResult result = mirror.scrub(1).orElseThrow();

            assertThat(result.files()).isZero();
            assertThat(result.uncoveredPercent()).isEqualTo(100);
        }
    }

    private ScrubbedMirror rpms() throws Exception {
        ScrubbedMirror mirror = new ScrubbedMirror(folder, Layout.RPM);
        ScrubbedMirror.make("rpm-of-two", mirror.upstream());
        return mirror;
    }

    private static void offerImages(ScrubbedMirror mirror, String... names) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (String name : names) {
            mirror.offer(name + ".img", name);
            sums.append(sha256(mirror.upstream().resolve(name + ".img")))
                    .append(" *")
                    .append(name)
                    .append(".img\n");
        }
        mirror.offer("SHA256SUMS", sums.toString());
    }

    private static String sha256(Path file) throws IOException {
        Process process = new ProcessBuilder("sha256sum", file.toString()).start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .substring(0, 64);
    }
}
