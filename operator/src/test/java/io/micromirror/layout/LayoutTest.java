package io.micromirror.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Filter.Exclude;
import io.micromirror.layout.Filter.Include;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LayoutTest {
    @ParameterizedTest
    @EnumSource
    void markersComeNeitherWithContentNorWithEntryPoints(Layout layout) {
        for (String marker : List.of("/TIME", "/lastsync", "/*/state", "/project/trace/*")) {
            assertThat(layout.content(Filters.NONE)).contains(new Exclude(marker));
            assertThat(layout.entryPoints(Filters.NONE)).contains(new Exclude(marker));
            assertThat(Layout.markers(Filters.NONE, List.of())).contains(new Include(marker));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheContentPassLeavesTheEntryPointPassFetches(Layout layout) {
        assertThat(layout.hasGroups()).isEqualTo(layout != Layout.PLAIN);
        layout.content(Filters.NONE).stream()
                .filter(Exclude.class::isInstance)
                .map(Filter::pattern)
                .filter(pattern -> !layout.busy().contains(pattern))
                .filter(pattern -> !Layout.markers(Filters.NONE, List.of()).contains(new Include(pattern)))
                .forEach(pattern -> assertThat(layout.entryPoints(Filters.NONE))
                        .contains(new Include(pattern.endsWith("/") ? pattern + "**" : pattern)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            APT    | dists/s/Release dists/s/main/binary-amd64/Release dists/s/main/Packages | dists/s
            APT    | dists/s/updates/InRelease dists/t/Release                    | dists/s/updates dists/t
            APT    | raspbian/dists/s/Release                                     | raspbian/dists/s
            APT    | dists/README elsewhere/Release                               | none
            RPM    | os/repodata/repomd.xml os/repodata/a-primary.xml.gz          | os/repodata
            RPM    | repodata/repomd.xml updates/x/repodata/repomd.xml            | repodata updates/x/repodata
            ARCH   | core/os/x86_64/core.db core/os/x86_64/core.files.sig extra/os/x86_64/extra.db | core/os/x86_64 extra/os/x86_64
            ALPINE | edge/main/x86_64/APKINDEX.tar.gz                             | edge/main/x86_64
            IMAGES | 24.04/SHA256SUMS 24.04/SHA256SUMS.gpg                        | 24.04
            """)
    void aGroupIsTheTopmostDirectoryOfItsEntryPoints(Layout layout, String files, String groups) {
        assertThat(layout.groups(List.of(files.split(" "))))
                .containsExactlyElementsOf(groups.equals("none") ? List.of() : List.of(groups.split(" ")));
    }

    @Test
    void theTreeItselfCanBeAGroup() {
        assertThat(Layout.FDROID.groups(List.of("entry.json", "index-v2.json"))).containsExactly("");
    }

    @Test
    void suitesAndRepodataHoldNothingElse() {
        assertThat(Layout.APT.owns("dists/s/main")).isTrue();
        assertThat(Layout.APT.owns("dists")).isTrue();
        assertThat(Layout.APT.owns("pool/dists.deb")).isFalse();
        assertThat(Layout.RPM.owns("os/repodata")).isTrue();
        assertThat(Layout.ARCH.owns("core/os/x86_64")).isFalse();
    }
}
