package io.micromirror.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A history in few bytes, for where each costs. What cannot be unpacked counts as absent. */
public final class PackedHistory {
    /** A history holds less; a few bytes can be packed to become any number. */
    private static final int LONGEST = 4 << 20;

    private PackedHistory() {}

    public static byte[] pack(History history) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(Json.write(history).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    public static Optional<History> unpack(byte[] packed) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] text = in.readNBytes(LONGEST + 1);
            return text.length > LONGEST ? Optional.empty() : Optional.of(Json.MAPPER.readValue(text, History.class));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
