package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RsyncCommandTest {
    private static final String UPSTREAM = "rsync://mirror.example.net/debian/";
    private static final Path TARGET = Path.of("/srv/mirror/debian");
    private static final Path WORK = Path.of("/srv/mirror/.micromirror/debian");

    @Test
    void theFirstPassOfAptLeavesOutIndexesAndDeletesNothing() {
        List<String> line = line(Layout.APT, 0);

        assertThat(line)
                .containsSubsequence(
                        "--filter=risk .~tmp~/",
                        "--exclude=.~tmp~/",
                        "--include=*.diff/",
                        "--include=by-hash/",
                        "--exclude=*.diff/Index",
                        "--exclude=Packages*",
                        "--exclude=InRelease",
                        "--",
                        UPSTREAM,
                        "/srv/mirror/debian/")
                .noneMatch(argument -> argument.startsWith("--del"));
    }

    @Test
    void theLastPassDeletesLateAndLeavesNothingOut() {
        assertThat(line(Layout.APT, 1))
                .contains("--delay-updates", "--delete-delay")
                .filteredOn(argument -> argument.startsWith("--exclude"))
                .containsExactly("--exclude=.~tmp~/");
    }

    @Test
    void anUpstreamIsNotTrusted() {
        assertThat(line(Layout.PLAIN, 0))
                .contains("-rlptH", "--safe-links", "--chmod=Du+rwx,go-w,ug-s")
                .doesNotContain(
                        "-a", "-o", "-g", "-D", "--devices", "--copy-links", "--keep-dirlinks", "--trust-sender");
    }

    @Test
    void theWriterHoldsALockAndDiesWithTheRunner() {
        assertThat(line(Layout.PLAIN, 0))
                .startsWith(
                        "setpriv",
                        "--pdeathsig",
                        "TERM",
                        "--",
                        "flock",
                        "--no-fork",
                        "--nonblock",
                        "/srv/mirror/.micromirror/debian/rsync.lock",
                        "rsync")
                .contains("--temp-dir=/srv/mirror/.micromirror/debian/tmp", "--partial-dir=.~tmp~");
    }

    @Test
    void operandsComeLastBehindTheMark() {
        assertThat(line(Layout.RPM, 0)).endsWith("--", UPSTREAM, "/srv/mirror/debian/");
    }

    private static List<String> line(Layout layout, int pass) {
        return RsyncCommand.line(layout.passes().get(pass), UPSTREAM, TARGET, WORK);
    }
}
