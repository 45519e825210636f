package io.micromirror.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteChainTest {
    private final ByteChain chain = new ByteChain();

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1, 10, 1_767_268_800, -98_765_432_109L, Long.MAX_VALUE, Long.MIN_VALUE})
    void numberIsWrittenInItsDigits(long number) throws IOException {
        chain.add(number);
        assertThat(all()).isEqualTo("" + number);
    }

    @Test
    void manyBytesComeOutAsTheyWentIn() throws IOException {
        assertThat(chain.isEmpty()).isTrue();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            chain.add(("ä" + i + " ").getBytes(UTF_8));
            chain.add(i * 1_000_000_007L);
            expected.append("ä").append(i).append(' ').append(i * 1_000_000_007L);
        }
        chain.add("x".repeat(10_000).getBytes(UTF_8));
        expected.append("x".repeat(10_000));

        assertThat(all()).isEqualTo(expected.toString());
        assertThat(chain.isEmpty()).isFalse();
    }

    private String all() throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        chain.writeTo(to);
        return to.toString(UTF_8);
    }
}
