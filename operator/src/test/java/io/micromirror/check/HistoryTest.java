package io.micromirror.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.check.History.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a history holds, what of it is an event, and that it comes through unharmed. */
class HistoryTest {
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");

    @Test
    void looksAloneAreNoEvents() {
        History first =
                History.NONE.seen("master", "1", NOON).with("p", new Sample(NOON, 5.0, 0.1), Duration.ofDays(1));
        Instant later = NOON.plusSeconds(900);

        History second = first.seen("master", "1", later).with("p", new Sample(later, 6.0, 0.1), Duration.ofDays(1));

        assertThat(second).isNotEqualTo(first);
        assertThat(second.events()).isEqualTo(first.events()).hasSameHashCodeAs(first.events());
    }

    @Test
    void faultsAndVersionsAndWhatIsCarriedAreEvents() {
        History before = History.NONE.seen("master", "1", NOON);

        assertThat(List.of(
                        before.after(List.of(Finding.of("s", Level.DROPPED, "R", "m", null)), NOON),
                        before.seen("master", "2", NOON.plusSeconds(1)),
                        before.carrying(List.of("path"))))
                .allSatisfy(after -> assertThat(after.events()).isNotEqualTo(before.events()));
    }

    @Test
    void dayOfSamplesIsPackedSmallAndUnpackedTheSame() {
        History history = History.NONE.carrying(List.of("a", "b")).seen("master", "1", NOON);
        for (int look = 0; look < 200; look++) {
            Instant at = NOON.plusSeconds(430L * look);
            history = history.with("lastsync over http", new Sample(at, 600.0 + look, 0.01 * look), Duration.ofDays(1));
        }

        byte[] packed = PackedHistory.pack(history);

        assertThat(PackedHistory.unpack(packed)).contains(history);
        assertThat(packed).hasSizeLessThan(5000);
    }

    @Test
    void whatIsNoHistoryIsAbsent() throws IOException {
        assertThat(PackedHistory.unpack(new byte[] {1, 2, 3})).isEmpty();
        assertThat(PackedHistory.unpack(gzip(new byte[64 << 20]))).isEmpty();
        assertThat(PackedHistory.unpack(gzip("[]".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .isEmpty();
    }

    private static byte[] gzip(byte... content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}
