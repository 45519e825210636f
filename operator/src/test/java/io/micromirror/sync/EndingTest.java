package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndingTest {
    private static final String UPSTREAM = "rsync://mirror.example.net/debian/";

    /** Codes and words as rsync 3.5.0 was seen to use them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            5  | @ERROR: Unknown module 'nope'                                        | REFUSED      | check the module name
            5  | @ERROR: access denied to m from box (192.0.2.7)                      | REFUSED      | admit this box's address
            5  | @ERROR: auth failed on module m                                      | REFUSED      | password
            5  | @ERROR: chroot failed                                                | REFUSED      | administrators
            5  | @ERROR: max connections (2) reached -- try again later               | UNREACHABLE  | is full
            4  | ERROR: The server is configured to refuse --hard-links (-H)          | REFUSED      | refuse --hard-links
            10 | rsync: [Receiver] failed to connect to 127.0.0.1 (127.0.0.1): Connection refused (111) | UNREACHABLE | Connection refused
            10 | rsync: getaddrinfo: no.invalid 873: Name or service not known        | UNREACHABLE  | check the host
            30 | rsync error: timeout in data send/receive (code 30) at io.c(204)     | UNREACHABLE  | timeout
            35 | rsync error: timeout waiting for daemon connection (code 35)         | UNREACHABLE  | timeout
            12 | rsync: [Receiver] connection unexpectedly closed (0 bytes received so far) | UNREACHABLE | unexpectedly closed
            11 | rsync: [receiver] write failed on "/srv/mirror/a": No space left on device (28) | NO_SPACE | make room
            23 | rsync: [receiver] mkstemp "/srv/mirror/.a" failed: Disk quota exceeded (122) | NO_SPACE | make room
            23 | rsync: [sender] read errors mapping "/a" (in m): No space left on device (28) | FAILED | at the upstream
            11 | rsync: [generator] recv_generator: mkdir "/srv/mirror/a" failed: Permission denied (13) | FAILED | Permission denied
            23 | rsync: [sender] change_dir "nope" (in m) failed: No such file or directory (2) | REFUSED | check the path after the module
            23 | rsync: [sender] send_files failed to open "pool/a" (in m): Permission denied (13) | FAILED | tell its administrators
            23 | WARNING: pool/a failed verification -- update discarded (will try again). | INCONSISTENT | changed while
            24 | file has vanished: "pool/a" (in m)                                   | INCONSISTENT | has vanished
            20 | rsync error: received SIGINT, SIGTERM, or SIGHUP (code 20)           | STOPPED      | told to stop
            143 |                                                                     | STOPPED      | goes on from there
            137 |                                                                     | FAILED       | memory
            69 | flock: failed to execute rsync: No such file or directory            | FAILED       | rsync must be installed
            99 |                                                                      | FAILED       | rsync ended with code 99
            """)
    void saysWhoWhatAndWhatToDo(int code, String complaint, Outcome outcome, String words) {
        Ending ending = Ending.of(UPSTREAM, exit(code, Tally.NOTHING, complaint));

        assertThat(ending.outcome()).isEqualTo(outcome);
        assertThat(ending.reason())
                .contains(words)
                .contains(UPSTREAM)
                .doesNotContain("@ERROR", "[Receiver]", "failed: rsync: ", "\n")
                .endsWith(".");
    }

    /** As the kernel and rsync say it of a loop device whose file was cut, and of a file system mounted read-only. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            23 | rsync: [receiver] mkstemp "/srv/mirror/.a.tTVYId" failed: Read-only file system (30)   | STORAGE_FAILING
            11 | rsync: [receiver] write failed on "/srv/mirror/a": Input/output error (5)              | STORAGE_FAILING
            23 | rsync: [generator] readlink_stat("/srv/mirror/a") failed: Structure needs cleaning (117) | STORAGE_FAILING
            23 | rsync: [sender] read errors mapping "/a" (in m): Input/output error (5)                | FAILED
            """)
    void aDiskThatFailsIsOursAndNotTheUpstreams(int code, String complaint, Outcome outcome) {
        Ending ending = Ending.of(UPSTREAM, exit(code, Tally.NOTHING, complaint));

        assertThat(ending.outcome()).isEqualTo(outcome);
        assertThat(ending.reason().contains("replace the disk")).isEqualTo(outcome == Outcome.STORAGE_FAILING);
    }

    @Test
    void aStreamThatBreaksAfterSomethingCameIsAFailure() {
        Tally some = new Tally(5000, 3, 0, 3);

        assertThat(Ending.of(UPSTREAM, exit(12, some, "rsync: [receiver] connection unexpectedly closed")))
                .satisfies(ending -> assertThat(ending.outcome()).isEqualTo(Outcome.FAILED))
                .satisfies(ending -> assertThat(ending.reason()).contains("goes on from there"));
    }

    @Test
    void theLineThatNamesTheCauseIsTold() {
        RsyncExit exit = new RsyncExit(
                11,
                Tally.NOTHING,
                Seen.NOTHING,
                List.of(
                        "some message of the day",
                        "rsync: [sender] something else",
                        "rsync: [receiver] write failed on \"/x\": No space left on device (28)",
                        "rsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.5.0]"));

        assertThat(Ending.of(UPSTREAM, exit).reason()).contains("write failed on \"/x\": No space left on device (28)");
    }

    @Test
    void theMendIsStillThereWhenTheUpstreamTalksWithoutEnd() {
        Ending ending = Ending.of(UPSTREAM, exit(5, Tally.NOTHING, "@ERROR: Unknown module " + "x".repeat(4000)));

        assertThat(Sentence.plain(ending.reason(), 640))
                .contains("check the module name")
                .endsWith(".");
    }

    @Test
    void onlyAChangeIsAnUpdate() {
        assertThat(Ending.complete(0, Optional.empty()).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(Ending.complete(1, Optional.empty()).outcome()).isEqualTo(Outcome.UPDATED);
    }

    @Test
    void anExceptionIsASentenceToo() {
        assertThat(Ending.broken(new IllegalStateException("odd\n\tat line")).reason())
                .isEqualTo("The run broke off: java.lang.IllegalStateException: odd at line; the log of this run tells"
                        + " where.");
        assertThat(Ending.broken(new AccessDeniedException("/srv/mirror/x")).reason())
                .startsWith("The run broke off: /srv/mirror/x: permission denied;");
        assertThat(Ending.broken(new IOException("No space left on device")).outcome())
                .isEqualTo(Outcome.NO_SPACE);
        assertThat(Ending.broken(new IOException("Input/output error")).outcome())
                .isEqualTo(Outcome.STORAGE_FAILING);
    }

    private static RsyncExit exit(int code, Tally tally, String complaint) {
        return new RsyncExit(code, tally, Seen.NOTHING, complaint == null ? List.of() : List.of(complaint));
    }
}
