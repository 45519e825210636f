package io.micromirror.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Filter.Exclude;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LayoutTest {
    @ParameterizedTest
    @EnumSource
    void onlyTheLastPassDeletesAndItLeavesNothingOut(Layout layout) {
        Pass last = layout.passes().getLast();

        assertThat(layout.passes()).filteredOn(Pass::deletes).containsExactly(last);
        assertThat(last.filters()).isEmpty();
        assertThat(last.delaysUpdates()).isTrue();
    }

    @Test
    void aptLeavesTheIndexesOfDistsForTheSecondPass() {
        assertThat(Layout.APT.passes().getFirst().filters())
                .contains(new Exclude("InRelease"), new Exclude("Release*"), new Exclude("Packages*"));
    }

    @Test
    void rpmLeavesRepodataForTheSecondPass() {
        assertThat(Layout.RPM.passes().getFirst().filters()).containsExactly(new Exclude("repodata/"));
    }
}
