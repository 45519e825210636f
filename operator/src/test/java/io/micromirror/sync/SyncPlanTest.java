package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micromirror.layout.Layout;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyncPlanTest {
    private static final String GOOD = """
            {"node": "box", "project": "fdroid", "title": "F-Droid", "layout": "plain", "path": "fdroid/repo",
             "module": "fdroid", "upstreams": ["rsync://ftp.example.net/fdroid/repo/"], "since": "a later version"}""";

    @TempDir
    private Path folder;

    @Test
    void isReadFromAFileAndIgnoresWhatALaterVersionAdded() throws Exception {
        Path file = Files.writeString(folder.resolve("plan.json"), GOOD);

        assertThat(SyncPlan.read(file))
                .isEqualTo(new SyncPlan(
                        "box",
                        "fdroid",
                        "F-Droid",
                        Layout.PLAIN,
                        "fdroid/repo",
                        "fdroid",
                        List.of("rsync://ftp.example.net/fdroid/repo/")));
    }

    @Test
    void survivesJson() {
        SyncPlan plan = SyncPlan.parse(GOOD);

        assertThat(SyncPlan.parse(plan.toJson())).isEqualTo(plan);
        assertThat(plan.toJson()).contains("\"layout\":\"plain\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "fdroid/repo"   | "../../etc"          | the plan's path is '../../etc'
            "fdroid/repo"   | "/etc"               | the plan's path is '/etc'
            "fdroid/repo"   | "a/../b"             | the plan's path
            "fdroid/repo"   | "a//b"               | the plan's path
            "fdroid/repo"   | "a/"                 | the plan's path
            "fdroid/repo"   | ".micromirror"       | the plan's path
            "fdroid/repo"   | "a\\nb"              | the plan's path is 'a b'
            "fdroid/repo"   | null                 | the plan's path is absent
            "project": "fdroid" | "project": "../x"         | the plan's project
            "project": "fdroid" | "project": "acme"         | the mirror's own
            "project": "fdroid" | "project": "status.json"  | the mirror's own
            "module": "fdroid"  | "module": "x]\\n[y"       | the plan's module is 'x] [y'
            "module": "fdroid"  | "module": "Global"        | rsyncd keeps this one for itself
            "plain"         | "tarball"            | tarball
            "rsync://ftp.example.net/fdroid/repo/" |                              | at least one rsync URL
            rsync://ftp.example.net/fdroid/repo/ | http://ftp.example.net/x/      | the plan's upstreams is 'http:
            rsync://ftp.example.net/fdroid/repo/ | rsync://ftp.example.net/       | the plan's upstreams
            rsync://ftp.example.net/fdroid/repo/ | rsync://ftp.example.net/x      | the plan's upstreams
            rsync://ftp.example.net/fdroid/repo/ | rsync://ftp.example.net/x/../y/ | the plan's upstreams
            rsync://ftp.example.net/fdroid/repo/ | rsync://-e sh/x/               | the plan's upstreams
            rsync://ftp.example.net/fdroid/repo/ | --rsh=sh                       | the plan's upstreams
            """)
    void refusesWhatCouldLeadElsewhereWithASentence(String good, String bad, String sentence) {
        String json = GOOD.replace(good, bad == null ? "" : bad);

        assertThat(json).isNotEqualTo(GOOD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyncPlan.parse(json))
                .withMessageContaining(sentence)
                .withMessageNotContaining("\n");
    }

    @Test
    void refusesWhatIsNoPlan() {
        assertThatIllegalArgumentException().isThrownBy(() -> SyncPlan.parse("null"));
        assertThatIllegalArgumentException().isThrownBy(() -> SyncPlan.parse(""));
        assertThatIllegalArgumentException().isThrownBy(() -> SyncPlan.parse("{"));
        assertThatIllegalArgumentException().isThrownBy(() -> SyncPlan.parse("{}"));
        Assertions.assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> SyncPlan.read(folder.resolve("none")))
                .withMessageContaining("cannot be read");
    }
}
