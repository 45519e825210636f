package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RsyncCommandTest {
    private static final String UPSTREAM = "rsync://mirror.example.net/debian/";
    private static final Place PLACE =
            new Place(Path.of("/srv/mirror/debian"), Path.of("/srv/mirror/.micromirror/debian"));

    @Test
    void contentLeavesOutEntryPointsAndMarkersAndDeletesNothing() {
        assertThat(command(Layout.APT).content())
                .containsSubsequence(
                        "--filter=risk .~tmp~/",
                        "--exclude=.~tmp~/",
                        "--filter=- dists/",
                        "--filter=- /TIME",
                        "--",
                        UPSTREAM,
                        "/srv/mirror/debian/")
                .doesNotContain("--delay-updates")
                .noneMatch(argument -> argument.startsWith("--del"));
    }

    @Test
    void filesThatMayChangeUnderTheirNameArePutInPlaceTogether() {
        assertThat(command(Layout.PLAIN).content()).contains("--delay-updates");
    }

    @Test
    void aTreeThatNobodySeesIsFlushedAsAWhole() {
        SyncPlan plan = new SyncPlan("box", "d", "D", Layout.PLAIN, "d", "d", List.of(UPSTREAM));
        Place unseen = new Place(PLACE.work().resolve("first"), PLACE.work());

        assertThat(command(Layout.PLAIN).content()).contains("--fsync");
        assertThat(new RsyncCommand(plan, UPSTREAM, unseen).content()).doesNotContain("--delay-updates", "--fsync");
    }

    @Test
    void aGroupIsStagedBesideTheLiveOne() {
        assertThat(command(Layout.APT).entryPoints(Group.of("dists/s", PLACE)))
                .contains("--link-dest=/srv/mirror/debian", "--relative")
                .endsWith("--", UPSTREAM + "./dists/s/", "/srv/mirror/.micromirror/debian/stage/");
    }

    @Test
    void whatIsGoneIsOnlyLookedFor() {
        assertThat(command(Layout.APT).sweep()).contains("--dry-run", "--delete");
        assertThat(command(Layout.APT).sweepNamed()).contains("--dry-run", "--no-recursive", "--delete");
    }

    @Test
    void anUpstreamIsNotTrusted() {
        assertThat(command(Layout.PLAIN).content())
                .contains("-rlptHS", "--safe-links", "--chmod=Du+rwx,go-w,ug-s")
                .doesNotContain(
                        "-a", "-o", "-g", "-D", "--devices", "--copy-links", "--keep-dirlinks", "--trust-sender");
    }

    @Test
    void theWriterHoldsALockAndDiesWithTheRunner() {
        assertThat(command(Layout.PLAIN).content())
                .startsWith(
                        "setpriv",
                        "--pdeathsig",
                        "TERM",
                        "--",
                        "ionice",
                        "--class=idle",
                        "--",
                        "flock",
                        "--shared",
                        "--no-fork",
                        "--nonblock",
                        "/srv/mirror/.micromirror/debian/rsync.lock",
                        "rsync")
                .contains("--temp-dir=/srv/mirror/.micromirror/debian/tmp", "--partial-dir=.~tmp~");
    }

    @Test
    void aLookThatBringsNothingAsksForNoPartialFiles() {
        assertThat(command(Layout.APT).look()).contains("--dry-run").doesNotContain("--partial-dir=.~tmp~");
        assertThat(command(Layout.APT).sweep()).contains("--dry-run").doesNotContain("--partial-dir=.~tmp~");
    }

    @Test
    void operandsComeLastBehindTheMark() {
        assertThat(command(Layout.APT).markers(PLACE.names())).endsWith("--", UPSTREAM, "/srv/mirror/debian/");
    }

    private static RsyncCommand command(Layout layout) {
        SyncPlan plan = new SyncPlan("box", "debian", "Debian", layout, "debian", "debian", List.of(UPSTREAM));
        return new RsyncCommand(plan, UPSTREAM, PLACE);
    }
}
