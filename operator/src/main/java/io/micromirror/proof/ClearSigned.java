package io.micromirror.proof;

import java.io.IOException;

/** The text of a clear-signed message (RFC 9580, section 7), without its armour. Nothing may stand around the message. */
final class ClearSigned {
    private static final String HEADER = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";

    private static final int LARGEST_SIGNATURE = 1 << 20;

    private final Lines lines;
    private final String called;
    private final StringBuilder signature = new StringBuilder();

    ClearSigned(Lines lines, String called) throws IOException {
        this.lines = lines;
        this.called = called;
        if (!HEADER.equals(stripped(lines.next()))) {
            throw new Contradiction("%s does not begin with '%s'", called, HEADER);
        }
        // The armour's headers end with an empty line.
        while (!demanded(lines.next()).isBlank()) {}
    }

    /** The next line of the text; null at the signature, once that was seen to be complete. */
    String next() throws IOException {
        String line = demanded(lines.next());
        if (line.startsWith(SIGNATURE)) {
            readSignature(line);
            return null;
        }
        return line.startsWith("- ") ? line.substring(2) : line;
    }

    /** The armoured signature, once the text came to its end. */
    String signature() {
        return signature.toString();
    }

    private void readSignature(String first) throws IOException {
        for (String line = first; ; line = demanded(lines.next())) {
            signature.append(line).append('\n');
            if (signature.length() > LARGEST_SIGNATURE) {
                throw new Contradiction("%s has a signature of more than %d bytes", called, LARGEST_SIGNATURE);
            }
            if (END.equals(stripped(line))) {
                return;
            }
        }
    }

    private String demanded(String line) throws Contradiction {
        if (line == null) {
            throw new Contradiction("%s ends before its signature does", called);
        }
        return line;
    }

    private static String stripped(String line) {
        return line == null ? null : line.stripTrailing();
    }
}
