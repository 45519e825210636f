package io.micromirror.traffic;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/**
 * One line of an access log, and the reader of the next: a cursor over bytes that makes no object of a line. Knows our
 * own format, the combined ones of nginx and Apache, also with the host in front, and rsyncd's transfer log, by their
 * looks, so one file may hold several.
 */
final class LogLine {
    private static final long QUOTES = Words.all('"');
    private static final long SPACES = Words.all(' ');
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final int NOTHING = 0;
    private static final int SECONDS_OF_DAY = 24 * 60 * 60;

    byte[] text = new byte[0];
    boolean ipv6;
    /** Since 1970, in the log's own zone. */
    int day;
    /** Of the day. */
    int minute;

    int status;
    /** Really sent, without the header. */
    long bytes;
    /** As it was asked for; empty where there was no request to understand. */
    int pathFrom;

    int pathTo;
    /** The client's name for itself; empty where the log has none. */
    int agentFrom;

    int agentTo;
    /** Whether rsync carried it. */
    boolean rsync;
    /** Whether it is no hit, but the daemon's other talk. */
    boolean talk;

    private int at;
    private int end;
    private long dayWord;
    private long yearWord;
    private int rememberedDay;

    /** Reads the line from here to there, without its end; false where it is none of a log. */
    boolean read(byte[] line, int from, int to) {
        text = line;
        at = from;
        end = to > from && line[to - 1] == '\r' ? to - 1 : to;
        agentFrom = NOTHING;
        agentTo = NOTHING;
        pathFrom = NOTHING;
        pathTo = NOTHING;
        rsync = false;
        talk = false;
        if (end - from < 20) {
            return false;
        }
        if (line[from + 1] == ' ' && (line[from] == '4' || line[from] == '6')) {
            return own();
        }
        if (line[from + 4] == '/' && line[from + 7] == '/' && line[from + 10] == ' ') {
            return transfer();
        }
        return combined();
    }

    /** {@code 6 1763888400.123 206 1048576 "GET /debian/ls-lR.gz HTTP/1.1" "curl/8"}. */
    private boolean own() {
        ipv6 = text[at] == '6';
        at += 2;
        long seconds = number();
        at = Words.find(text, at, end, SPACES);
        day = (int) (seconds / SECONDS_OF_DAY);
        minute = (int) (seconds % SECONDS_OF_DAY / 60);
        return seconds > 0 && result() && at < end && text[at++] == ' ' && request() && agent();
    }

    private boolean combined() {
        int space = Words.find(text, at, end, SPACES);
        ipv6 = isIpv6(at, space);
        at = space;
        if (at + 6 < end && text[at + 5] == '[' && text[at + 1] == '-') {
            at += 6;
        } else {
            if (at + 1 < end && text[at + 1] != '-') { // the host came first
                ipv6 = isIpv6(at + 1, Words.find(text, at + 1, end, SPACES));
            }
            at = Words.find(text, at, end, Words.all('[')) + 1;
        }
        if (at + 30 > end || text[at + 26] != ']' || !day()) {
            return false;
        }
        minute = digits(at + 12) * 60 + digits(at + 15);
        at += 28;
        return minute >= 0 && minute < 24 * 60 && request() && result() && refererAndAgent();
    }

    /** {@code 10/Oct/2000:13:55:36 -0700}: lines of one day follow each other, so it is worked out once. */
    private boolean day() {
        long first = Words.at(text, at);
        long second = Words.at(text, at + 3);
        if (first == dayWord && second == yearWord) {
            day = rememberedDay;
            return true;
        }
        int month = MONTHS.indexOf(string(at + 3, at + 6)) + 1;
        try {
            day = (int) LocalDate.of(digits(at + 7) * 100 + digits(at + 9), month, digits(at))
                    .toEpochDay();
        } catch (DateTimeException none) {
            return false;
        }
        dayWord = first;
        yearWord = second;
        rememberedDay = day;
        return true;
    }

    /** {@code "GET /path HTTP/1.1"}, or without the protocol as HTTP/0.9 has it, or something that is no request. */
    private boolean request() {
        if (at >= end || text[at] != '"') {
            return false;
        }
        int close = closing(++at);
        if (close >= end) {
            return false;
        }
        int space = Words.find(text, at, close, SPACES);
        if (isMethod(at, space) && space + 1 < close) {
            pathFrom = space + 1;
            pathTo = pathEnd(space + 1, close);
        }
        at = close + 1;
        return true;
    }

    /** Apache puts a backslash before a quote, nginx writes it as \x22. */
    private int closing(int from) {
        int quote = Words.find(text, from, end, QUOTES);
        while (quote < end && quote > from && escaped(quote, from)) {
            quote = Words.find(text, quote + 1, end, QUOTES);
        }
        return quote;
    }

    private boolean escaped(int quote, int from) {
        int slashes = 0;
        while (quote - slashes > from && text[quote - slashes - 1] == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private boolean isMethod(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] < 'A' || text[i] > 'Z') {
                return false;
            }
        }
        return to > from;
    }

    /** A path that was sent with spaces in it ends where the protocol begins. */
    private int pathEnd(int from, int close) {
        if (close - from > 9 && text[close - 9] == ' ' && text[close - 8] == 'H' && text[close - 4] == '/') {
            return close - 9;
        }
        int space = Words.find(text, from, close, SPACES);
        for (int i = space; i < close; i = Words.find(text, i + 1, close, SPACES)) {
            if (i + 5 < close && text[i + 1] == 'H' && text[i + 2] == 'T' && text[i + 5] == '/') {
                return i;
            }
        }
        return close;
    }

    /** {@code  200 1234}: bytes are {@code -} where Apache sent none. */
    private boolean result() {
        if (at + 5 >= end || text[at] != ' ' || text[at + 4] != ' ') {
            return false;
        }
        at++;
        status = digits(at) * 10 + text[at + 2] - '0';
        at += 4;
        if (text[at] == '-') {
            bytes = 0;
            at++;
            return true;
        }
        int from = at;
        bytes = number();
        return at > from && at - from < 19 && status >= 0;
    }

    private boolean refererAndAgent() {
        if (at + 2 >= end || text[at + 1] != '"') {
            return true; // the common format has neither
        }
        at = closing(at + 2) + 1;
        return agent();
    }

    private boolean agent() {
        if (at + 2 < end && text[at] == ' ' && text[at + 1] == '"') {
            agentFrom = at + 2;
            agentTo = text[end - 1] == '"' && end - 1 > agentFrom ? end - 1 : closing(agentFrom);
        }
        return true;
    }

    /**
     * rsyncd.conf(5), "log format": {@code 2026/11/23 10:00:00 [4711] send host [192.0.2.1] debian () ls-lR.gz 1234}. The
     * daemon's other lines are no hits; its receiving is none either.
     */
    private boolean transfer() {
        int module = Words.find(text, at, end, Words.all(']')) + 2;
        if (module + 5 > end || !string(module, module + 5).equals("send ")) {
            talk = true;
            return false;
        }
        int address = Words.find(text, module, end, Words.all('[')) + 1;
        int behind = Words.find(text, address, end, Words.all(']'));
        int name = Words.find(text, behind + 2, end, SPACES);
        int user = Words.find(text, name, end, Words.all(')'));
        int last = end - 1;
        while (last > user && text[last] != ' ') {
            last--;
        }
        if (last <= user + 1) {
            return false;
        }
        try {
            day = (int) LocalDate.of(digits(at) * 100 + digits(at + 2), digits(at + 5), digits(at + 8))
                    .toEpochDay();
        } catch (DateTimeException none) {
            return false;
        }
        minute = digits(at + 11) * 60 + digits(at + 14);
        ipv6 = isIpv6(address, behind);
        // Module and file make one path, as they do at a web server.
        int length = name - behind - 2;
        byte[] joined = new byte[length + last - user + 1 + Words.PADDING];
        joined[0] = '/';
        System.arraycopy(text, behind + 2, joined, 1, length);
        joined[length + 1] = '/';
        System.arraycopy(text, user + 2, joined, length + 2, last - user - 2);
        at = last + 1;
        bytes = number();
        text = joined;
        pathFrom = 0;
        pathTo = length + last - user;
        status = 200;
        rsync = true;
        return minute >= 0 && at == end;
    }

    private long number() {
        long number = 0;
        int from = at;
        for (; at < end && at - from < 19; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Two digits; far below zero where they are none. */
    private int digits(int from) {
        int tens = text[from] - '0';
        int ones = text[from + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
    }

    /** An address with colons, unless it carries one without ({@code ::ffff:192.0.2.1}); a host in front has a port. */
    private boolean isIpv6(int from, int to) {
        int colons = 0;
        for (int i = from; i < to; i++) {
            byte letter = text[i];
            if (letter == ':') {
                colons++;
            } else if (letter == '.') {
                return false;
            }
        }
        return colons > 1;
    }

    String string(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
}
