package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EscapedTest {
    /** As rsync 3.5.0 writes them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain/name_1.deb | plain/name_1.deb
            a b              | a b
            ä                | \\#303\\#244
            a\\b             | a\\b
            a\\#012          | a\\#134#012
            """)
    void isAsRsyncWrites(String name, String escaped) {
        assertThat(Escaped.of(name)).isEqualTo(escaped);
        assertThat(Escaped.name(escaped)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new\nline", "\u007f", "\\", "\\#", "\\#999", "\uD83D\uDE00", "\\\\#012"})
    void comesBackAsItWas(String name) {
        assertThat(Escaped.of(name)).doesNotContain("\n");
        assertThat(Escaped.name(Escaped.of(name))).contains(name);
    }

    @Test
    void whatJavaCannotNameIsAbsent() {
        assertThat(Escaped.name("\\#377")).isEmpty();
        assertThat(Escaped.name("\\#000")).isEmpty();
    }
}
