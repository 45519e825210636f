package io.micromirror.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FiltersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "- source/",
                "+ *",
                "!",
                "merge /etc/passwd",
                ". /etc/passwd",
                ": .rsync-filter",
                "--rsh=sh",
                "-e sh",
                "a\nb",
                "a\u0000b",
                "[abc]",
                "a\\b",
                "dir/***",
                "ü"
            })
    void whatCouldBeAnotherRuleIsRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Filters(null, List.of(pattern), null, null))
                .withMessageContaining("filters.exclude")
                .withMessageNotContaining("\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Filters(null, null, null, List.of(pattern)))
                .withMessageContaining("filters.risk");
    }

    @Test
    void soManyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Filters(Collections.nCopies(101, "a"), null, null, null));
    }

    @Test
    void whatCataloguesHoldIsTaken() {
        List<String> patterns = List.of("source/", "**/debug/**", "/dists/*/Contents-arm64*", "c++/*~1:2_all.deb", "*");

        assertThat(new Filters(null, patterns, null, null).exclude()).isEqualTo(patterns);
    }
}
