package io.micromirror.fleet;

import io.micromirror.sync.Size;
import io.micromirror.traffic.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The sentences and figures of a {@link MonthReport}, the same as text and as HTML. Pure. */
final class ReportWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** So many outages are named, the longest ones. */
    private static final int NAMED = 8;

    private ReportWords() {}

    /** A figure and what it is. */
    record Fact(String name, String value, String note) {}

    static String title(MonthReport report) {
        return report.hostname() + " in " + MonthReport.MONTH.format(report.month());
    }

    /** In one line, for a mail's subject. */
    static String subject(MonthReport report) {
        return title(report)
                + report.sent()
                        .map(sent -> ": " + Size.words(sent.bytes()) + " served")
                        .orElse("");
    }

    static List<Fact> facts(MonthReport report) {
        List<Fact> facts = new ArrayList<>();
        report.sent().ifPresent(sent -> {
            facts.add(new Fact("Served", Size.words(sent.bytes()), Rate.words(sent.average()) + " on average"));
            facts.add(new Fact(
                    "95th percentile", Rate.words(sent.rate95()), "of averages over 5 minutes, as networks bill"));
        });
        report.uptime()
                .ifPresent(uptime ->
                        facts.add(new Fact("Could be reached", uptime.all().percent(), families(uptime))));
        return facts;
    }

    private static String families(Uptime uptime) {
        List<String> words = new ArrayList<>();
        if (uptime.ipv4().known() > 0) {
            words.add("IPv4 " + uptime.ipv4().percent());
        }
        if (uptime.ipv6().known() > 0) {
            words.add("IPv6 " + uptime.ipv6().percent());
        }
        return "of the time; " + String.join(", ", words);
    }

    /** A line for each time that it was away, the first one first; the shorter ones of many together. */
    static List<String> outages(MonthReport report) {
        List<Uptime.Outage> all = report.uptime().map(Uptime::outages).orElse(List.of());
        List<Uptime.Outage> named = all.stream()
                .sorted(Comparator.comparing(Uptime.Outage::length).reversed())
                .limit(NAMED)
                .sorted(Comparator.comparing(Uptime.Outage::from))
                .toList();
        List<String> lines = new ArrayList<>(named.stream()
                .map(each -> "%s to %s UTC (%s)".formatted(TIME.format(each.from()), until(each), span(each.length())))
                .toList());
        if (all.size() > named.size()) {
            Duration rest = all.stream()
                    .filter(each -> !named.contains(each))
                    .map(Uptime.Outage::length)
                    .reduce(Duration.ZERO, Duration::plus);
            lines.add("%d shorter times, %s together".formatted(all.size() - named.size(), span(rest)));
        }
        return lines;
    }

    private static String until(Uptime.Outage outage) {
        boolean sameDay = day(outage.from()).equals(day(outage.until()));
        return (sameDay ? HOUR : TIME).format(outage.until());
    }

    private static String day(Instant of) {
        return MonthReport.DAY.format(of);
    }

    private static String span(Duration span) {
        long hours = span.toHours();
        long minutes = span.toMinutesPart();
        return hours == 0
                ? counted(minutes, "minute")
                : counted(hours, "hour") + (minutes == 0 ? "" : " " + counted(minutes, "minute"));
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** How the figures came about, so that a host can hold them against a bill. */
    static List<String> method(MonthReport report) {
        List<String> sentences = new ArrayList<>();
        report.sent()
                .ifPresent(_ -> sentences.add("Served is what the mirror's web server and rsync daemon logged, without"
                        + " headers and retransmissions, so a switch counts some percent more. A download counts at its"
                        + " end. The 95th percentile is the highest rate that is left when the highest 5 % of the"
                        + " month's averages over five minutes are dropped."));
        report.uptime()
                .ifPresent(uptime -> sentences.add("Whether it could be reached is what "
                        + String.join(" and ", uptime.watchers())
                        + " saw, "
                        + (uptime.watchers().size() == 1
                                ? "a mirror in another network. A minute counts as an outage when it reached others and"
                                : "mirrors in other networks. A minute counts as an outage when each of them that reached"
                                        + " others")
                        + " got no answer from this one, neither over IPv4 nor over IPv6. What is shorter than about a"
                        + " minute is not seen. Times are UTC."));
        return sentences;
    }
}
