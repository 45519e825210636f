package io.micromirror.fleet;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@link MonthReport} as a mail that {@code sendmail -t} sends and a mail program opens: text and HTML of the same
 * (multipart/alternative, RFC 2046 section 5.1.4), in Base64, so that no server on the way breaks a line. Its header holds
 * nothing but addresses that were checked and a host's name, so nobody's words can become a field of it. Pure.
 */
final class Letter {
    private static final String BOUNDARY = "=_micromirror";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    /** As RFC 5321 has it, without quotes and literals. */
    private static final String ADDRESS =
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);

    private static final int LONGEST_ADDRESS = 254;

    private Letter() {}

    static boolean isAddress(String text) {
        return text.length() <= LONGEST_ADDRESS && text.matches(ADDRESS);
    }

    /**
     * Without a recipient where nobody is named, and without a sender where none is given; then whoever sends it says so.
     *
     * @param from an address
     */
    static String render(MonthReport report, Optional<String> from, Instant now) {
        return header("From", from)
                + header("To", report.report().member().reportTo())
                + "Subject: " + ReportWords.subject(report) + "\r\n"
                + "Date: " + DATE.format(now.atOffset(ZoneOffset.UTC)) + "\r\n"
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: multipart/alternative; boundary=\"" + BOUNDARY + "\"\r\n\r\n"
                + part("text/plain", ReportText.render(report))
                + part("text/html", ReportPage.render(report))
                + "--" + BOUNDARY + "--\r\n";
    }

    private static String header(String name, Optional<String> address) {
        return address.map(each -> name + ": " + each + "\r\n").orElse("");
    }

    private static String part(String type, String content) {
        return "--" + BOUNDARY + "\r\nContent-Type: " + type
                + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + LINES.encodeToString(content.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }
}
