package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RsyncCommandTest {
    private static final String UPSTREAM = "rsync://mirror.example.net/debian/";
    private static final Place PLACE =
            new Place(Path.of("/srv/mirror/debian"), Path.of("/srv/mirror/.micromirror/debian"));

    @Test
    void contentLeavesOutEntryPointsAndMarkersAndDeletesNothing() {
        assertThat(RsyncCommand.content(Layout.APT, UPSTREAM, PLACE))
                .containsSubsequence(
                        "--filter=risk .~tmp~/",
                        "--exclude=.~tmp~/",
                        "--exclude=dists/",
                        "--exclude=/TIME",
                        "--",
                        UPSTREAM,
                        "/srv/mirror/debian/")
                .doesNotContain("--delay-updates")
                .noneMatch(argument -> argument.startsWith("--del"));
    }

    @Test
    void filesThatMayChangeUnderTheirNameArePutInPlaceTogether() {
        assertThat(RsyncCommand.content(Layout.PLAIN, UPSTREAM, PLACE)).contains("--delay-updates");
    }

    @Test
    void aGroupIsStagedBesideTheLiveOne() {
        assertThat(RsyncCommand.entryPoints(Layout.APT, UPSTREAM, PLACE, Group.of("dists/s", PLACE)))
                .contains("--link-dest=/srv/mirror/debian/dists/s")
                .endsWith("--", UPSTREAM + "dists/s/", "/srv/mirror/.micromirror/debian/stage/dists/s/");
    }

    @Test
    void whatIsGoneIsOnlyLookedFor() {
        assertThat(RsyncCommand.sweep(UPSTREAM, PLACE)).contains("--dry-run", "--delete");
        assertThat(RsyncCommand.sweepNamed(UPSTREAM, PLACE)).contains("--dry-run", "--no-recursive", "--delete");
    }

    @Test
    void anUpstreamIsNotTrusted() {
        assertThat(RsyncCommand.content(Layout.PLAIN, UPSTREAM, PLACE))
                .contains("-rlptH", "--safe-links", "--chmod=Du+rwx,go-w,ug-s")
                .doesNotContain(
                        "-a", "-o", "-g", "-D", "--devices", "--copy-links", "--keep-dirlinks", "--trust-sender");
    }

    @Test
    void theWriterHoldsALockAndDiesWithTheRunner() {
        assertThat(RsyncCommand.content(Layout.PLAIN, UPSTREAM, PLACE))
                .startsWith(
                        "setpriv",
                        "--pdeathsig",
                        "TERM",
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
    void operandsComeLastBehindTheMark() {
        assertThat(RsyncCommand.markers(UPSTREAM, PLACE)).endsWith("--", UPSTREAM, "/srv/mirror/debian/");
    }
}
