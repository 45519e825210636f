package io.micromirror.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "123, 123",
        "1k, 1000",
        "1.5Ki, 1536",
        "25Mi, 26214400",
        "2T, 2000000000000",
        "1Pi, 1125899906842624"
    })
    void isANumberOfBytes(String quantity, long bytes) {
        assertThat(Bytes.of(quantity)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1MB", "1 k", "k", "1e3", "1K", "9999999"})
    void anythingElseIsRefused(String quantity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bytes.of(quantity))
                .withMessageContaining("is no number of bytes");
    }
}
