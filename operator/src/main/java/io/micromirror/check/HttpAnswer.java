package io.micromirror.check;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One HTTP response as it comes over the wire, with no more of its body than was asked for. */
record HttpAnswer(int status, Map<String, String> headers, String body, boolean cut, Instant certificateEnds) {
    private static final int HEAD = 65_536;

    /** What came is no HTTP. */
    static final class Garbled extends IOException {
        private static final long serialVersionUID = 1;

        Garbled(String words) {
            super(words);
        }
    }

    /** @param limit bytes of the body that are read at most; what goes on beyond is cut */
    static HttpAnswer read(InputStream from, boolean withBody, int limit) throws IOException {
        InputStream in = new BufferedInputStream(from);
        int status;
        Map<String, String> headers;
        do {
            status = status(line(in));
            headers = headers(in);
        } while (status >= 100 && status < 200);
        if (!withBody || status == 204 || status == 304) {
            return new HttpAnswer(status, headers, "", false, null);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean cut = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
                ? chunks(in, body, limit)
                : copy(in, body, length(headers), limit);
        return new HttpAnswer(status, headers, body.toString(StandardCharsets.ISO_8859_1), cut, null);
    }

    HttpAnswer with(Instant end) {
        return new HttpAnswer(status, headers, body, cut, end);
    }

    /** -1 where it is not told. */
    long length() {
        return length(headers);
    }

    private static long length(Map<String, String> headers) {
        String length = headers.getOrDefault("content-length", "");
        return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    }

    Instant modified() {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(headers.getOrDefault("last-modified", ""), Instant::from);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    Optional<URI> redirect(URI from) {
        String location = headers.get("location");
        if (location == null || status < 301 || status == 304 || status > 308) {
            return Optional.empty();
        }
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException garbled) {
            return Optional.empty();
        }
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new Garbled("it began with " + line.substring(0, Math.min(40, line.length())));
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        int size = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            size += line.length();
            if (size > HEAD) {
                throw new Garbled("its headers do not end");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new IOException("the connection ended early");
            }
            if (line.length() > HEAD) {
                throw new Garbled("a line does not end");
            }
            line.append((char) each);
        }
        return line.toString().stripTrailing();
    }

    /** Whether there was more; a body that ends early is an error. */
    private static boolean copy(InputStream in, ByteArrayOutputStream body, long length, int limit) throws IOException {
        long wanted = length < 0 ? limit : Math.min(length, limit);
        byte[] bytes = in.readNBytes((int) wanted);
        body.writeBytes(bytes);
        if (length >= 0 && bytes.length < wanted) {
            throw new IOException("the body ended after %d of %d bytes".formatted(bytes.length, length));
        }
        return length < 0 ? bytes.length == limit && in.read() >= 0 : length > limit;
    }

    private static boolean chunks(InputStream in, ByteArrayOutputStream body, int limit) throws IOException {
        while (true) {
            String size = line(in).replaceFirst(";.*", "").strip();
            if (!size.matches("[0-9a-fA-F]{1,8}")) {
                throw new Garbled("a chunk has no size");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                return false;
            }
            if (copy(in, body, length, limit - body.size())) {
                return true;
            }
            line(in);
        }
    }
}
