package io.micromirror.sync;

import io.micromirror.layout.Filters;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a trace says. Its first line is {@code date -u}, by which checkers know a trace; the fields after it are those of
 * ftpsync (bin/ftpsync of Debian's archvsync, {@code tracefile}), but for its own version: this is no ftpsync.
 */
final class TraceText {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter RFC_822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss '+0000'", Locale.ENGLISH);
    private static final Pattern ARCHITECTURE = Pattern.compile("(?:.*/)?binary-([a-z0-9-]+)/?");
    private static final int VALUE_BYTES = 254;

    private final StringBuilder text = new StringBuilder();

    private TraceText() {}

    /**
     * What a run did.
     *
     * @param serial of the archive; absent: the upstream has no master trace
     * @param architectures that the tree has; source is one
     * @param asked whether somebody asked for it; else its time had come
     * @param stage1 seconds for content, and {@code stage2} for what names it
     */
    record Facts(
            Instant begun,
            Instant ended,
            Optional<String> serial,
            Collection<String> architectures,
            String upstream,
            boolean asked,
            long bytes,
            long stage1,
            long stage2) {}

    static String date(Instant now) {
        return DATE.format(now.atOffset(ZoneOffset.UTC)) + "\n";
    }

    static String debian(Trace trace, Filters filters, Facts facts) {
        TraceText text = new TraceText();
        text.field("Date", rfc822(facts.ended()));
        text.field("Date-Started", rfc822(facts.begun()));
        text.field("Archive serial", facts.serial().orElse(null));
        text.field("Creator", "Micromirror");
        text.field("Running on host", trace.host());
        text.field("Maintainer", trace.maintainer());
        text.field("Sponsor", trace.sponsor());
        text.field("Country", trace.country());
        text.field("Location", trace.location());
        text.field("Trigger", facts.asked() ? "request" : "cron");
        text.field("Architectures", String.join(" ", new TreeSet<>(facts.architectures())));
        text.field("Architectures-Configuration", configuration(filters));
        text.field("Upstream-mirror", host(facts.upstream()));
        text.field("Rsync-Transport", "plain");
        text.field("Total bytes received in rsync", Long.toString(facts.bytes()));
        text.field("Total time spent in stage1 rsync", Long.toString(facts.stage1()));
        text.field("Total time spent in stage2 rsync", Long.toString(facts.stage2()));
        long seconds = facts.stage1() + facts.stage2();
        text.field("Total time spent in rsync", Long.toString(seconds));
        text.field("Average rate", seconds == 0 ? null : facts.bytes() / seconds + " B/s");
        return date(facts.ended()) + text.text;
    }

    /** A line of {@link Trace#HIERARCHY}: trace, mirror, host that runs it, upstream. */
    static String hierarchy(Trace trace, String upstream) {
        return "%1$s %1$s %1$s %2$s\n".formatted(trace.host(), host(upstream));
    }

    /** In ftpsync's words, as far as the filters speak of architectures. */
    private static String configuration(Filters filters) {
        List<String> include = architectures(filters.include());
        List<String> exclude = architectures(filters.exclude());
        return !include.isEmpty()
                ? "INCLUDE " + String.join(" ", include)
                : exclude.isEmpty() ? "ALL" : "EXCLUDE " + String.join(" ", exclude);
    }

    private static List<String> architectures(Collection<String> patterns) {
        return patterns.stream()
                .map(ARCHITECTURE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .sorted()
                .distinct()
                .toList();
    }

    private static String host(String url) {
        return URI.create(url).getHost();
    }

    private static String rfc822(Instant time) {
        return RFC_822.format(time.atOffset(ZoneOffset.UTC));
    }

    private void field(String name, String value) {
        if (value != null && !value.isBlank()) {
            text.append(name)
                    .append(": ")
                    .append(Sentence.plain(value, VALUE_BYTES))
                    .append('\n');
        }
    }
}
