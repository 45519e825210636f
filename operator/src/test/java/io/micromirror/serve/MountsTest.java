package io.micromirror.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {
    private static final String MOUNTS = """
            22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
            40 22 8:17 / /srv/mirror ro,relatime shared:5 - ext4 /dev/sdb1 rw,data=ordered
            41 22 8:33 / /srv/failed ro,relatime - ext4 /dev/sdc1 ro,data=ordered
            42 22 8:33 / /srv/newer rw,relatime - ext4 /dev/sdc1 rw,emergency_ro
            43 22 0:50 / /srv/over rw - tmpfs tmpfs ro,size=1k
            44 22 0:51 / /srv/over rw - tmpfs tmpfs rw,size=1k
            45 22 0:52 / /srv/a\\040disk rw - xfs /dev/sdd1 shutdown,noquota
            nonsense
            """;

    @ParameterizedTest
    @CsvSource({
        "/srv,              false",
        "/srv/mirror,       false",
        "/srv/mirror/a,     false",
        "/srv/mirrors,      false",
        "/srv/failed,       true",
        "/srv/failed/a/b,   true",
        "/srv/newer,        true",
        "/srv/over,         false",
        "/srv/a disk/x,     true",
    })
    void theFileSystemItselfCountsAndNotTheWayToIt(Path directory, boolean readOnly) {
        assertThat(Mounts.isReadOnly(MOUNTS, directory)).isEqualTo(readOnly);
    }
}
