package io.micromirror.check;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** What came back. */
sealed interface Answer {
    /** How long it took, or took to fail. */
    double seconds();

    /**
     * An HTTP response, or a file by rsync as one with status 200.
     *
     * @param length what Content-Length says; -1 where there is none
     * @param modified what Last-Modified says; null where there is none or it cannot be read
     * @param body its bytes as Latin-1, so that none is lost
     * @param cut whether the body went on beyond what was asked for
     * @param end where redirects ended
     * @param redirects how many were followed
     * @param certificateEnds when the first certificate expires; null without TLS
     */
    record Response(
            int status,
            long length,
            Instant modified,
            String body,
            boolean cut,
            URI end,
            int redirects,
            Instant certificateEnds,
            double seconds)
            implements Answer {
        boolean good() {
            return status >= 200 && status < 300;
        }

        /** The body as people read it. */
        String text() {
            return new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        String sha256() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.ISO_8859_1)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /**
     * What an rsync daemon lists.
     *
     * @param cut whether there was more than was asked for
     * @param words what rsync complained of; empty when it ended well
     */
    record Listing(List<Entry> entries, boolean cut, String words, double seconds) implements Answer {
        public Listing {
            entries = List.copyOf(entries);
        }
    }

    /** One file or directory of a listing; {@code kind} is rsync's first letter: {@code -}, {@code d} or {@code l}. */
    record Entry(char kind, String path, long size, Instant modified) {
        boolean file() {
            return kind == '-';
        }
    }

    /** How many addresses a host has. */
    record Addresses(int ipv4, int ipv6, double seconds) implements Answer {}

    /**
     * Nothing came back.
     *
     * @param redirected where a redirect had led by then; null where there was none
     */
    record Failure(Trouble trouble, String words, double seconds, URI redirected) implements Answer {
        Failure(Trouble trouble, String words, double seconds) {
            this(trouble, words, seconds, null);
        }
    }

    /** Why nothing came back. */
    enum Trouble {
        TIMEOUT("Timeout", "did not answer in time"),
        REFUSED("Refused", "refused the connection"),
        RESET("ConnectionLost", "broke the connection off"),
        TLS("TlsError", "failed the TLS handshake"),
        NO_ADDRESS("NoAddress", "has no such address"),
        GARBLED("NotHttp", "did not speak HTTP"),
        /** This side has no such network, no resolver, no rsync. */
        OURS("OwnFault", "could not be asked from here");

        private final String reason;
        private final String words;

        Trouble(String reason, String words) {
            this.reason = reason;
            this.words = words;
        }

        String reason() {
            return reason;
        }

        String words() {
            return words;
        }
    }
}
