package io.micromirror.sync;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name as rsync writes it where LC_ALL is C: whatever is no printable ASCII, and a backslash that could be taken for
 * the escape, stands as {@code \#} and three octal digits. On one line, so state files keep names so, too.
 */
final class Escaped {
    private static final Pattern ESCAPE = Pattern.compile("\\\\#([0-3][0-7]{2})");
    private static final String AMBIGUOUS = "(?s)\\\\#[0-9]{3}.*";

    private Escaped() {}

    static String of(String name) {
        StringBuilder escaped = new StringBuilder();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            boolean backslash = bytes[i] == '\\'
                    && new String(bytes, i, bytes.length - i, StandardCharsets.ISO_8859_1).matches(AMBIGUOUS);
            if (bytes[i] < ' ' || bytes[i] == 0x7f || backslash) {
                escaped.append("\\#%03o".formatted(bytes[i] & 0xff));
            } else {
                escaped.append((char) bytes[i]);
            }
        }
        return escaped.toString();
    }

    /** The name itself; absent when Java cannot name such a file here. */
    static Optional<String> name(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher escapes = ESCAPE.matcher(escaped);
        int from = 0;
        while (escapes.find()) {
            bytes.writeBytes(escaped.substring(from, escapes.start()).getBytes(StandardCharsets.UTF_8));
            bytes.write(Integer.parseInt(escapes.group(1), 8));
            from = escapes.end();
        }
        bytes.writeBytes(escaped.substring(from).getBytes(StandardCharsets.UTF_8));
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            FileSystems.getDefault().getPath(name);
            return Optional.of(name);
        } catch (CharacterCodingException | InvalidPathException unnameable) {
            return Optional.empty();
        }
    }
}
