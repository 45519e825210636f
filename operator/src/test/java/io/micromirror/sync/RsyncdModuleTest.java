package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RsyncdModuleTest {
    @Test
    void aProjectIsAModule() {
        assertThat(render("Debian (main, contrib)")).isEqualTo("""
                [debian]
                  path = /srv/mirror/debian
                  comment = Debian (main, contrib)
                """);
    }

    @Test
    void aTitleCannotLeaveItsLine() {
        assertThat(render("x\n[etc]\r\npath = /etc\n&include /etc\\\n%HOME%\u2028é"))
                .isEqualTo("""
                [debian]
                  path = /srv/mirror/debian
                  comment = x etc path /etc &include /etc HOME é
                """);
    }

    private static String render(String title) {
        SyncPlan plan = new SyncPlan(
                "box", "debian", title, Layout.APT, "debian", "debian", List.of("rsync://mirror.example.net/debian/"));
        return RsyncdModule.render(plan, Path.of("/srv/mirror/debian"));
    }
}
