package io.micromirror.plan;

import io.micromirror.traffic.Key;
import io.micromirror.traffic.Summary;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What redirectors would send here: measured traffic is that of the mirrors there were. Nobody is sent to a mirror that no
 * checker lists, and a redirector that has ten times the mirrors sends each a tenth; when gimp.org added some, ftp.fau.de's
 * 3,000 GB a day of GIMP fell to 800 (its yearly reports, 2021 and 2022).
 *
 * @param sent bytes a day, by part of a project
 */
record Demand(Map<Key, Long> sent) {
    /** Among how many mirrors a redirector chose when the traffic was measured, and among how many it does now. */
    record Mirrors(double before, double now) {
        private static final Pattern FORM = Pattern.compile("(\\d{1,6}):(\\d{1,6})");

        /** Of {@code 3:30}. */
        static Mirrors parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches() || Integer.parseInt(form.group(1)) == 0 || Integer.parseInt(form.group(2)) == 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not how many mirrors there were and are, such as 3:30");
            }
            return new Mirrors(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        }
    }

    /**
     * Of a summary's mean day.
     *
     * @param unlisted projects whose redirector does not list this mirror
     * @param mirrors by project, where their number changed
     */
    static Demand of(Summary summary, Set<String> unlisted, Map<String, Mirrors> mirrors) {
        Map<Key, Long> sent = new TreeMap<>();
        summary.days()
                .values()
                .forEach(day ->
                        day.keys().forEach(count -> sent.merge(Sizes.part(count.key()), count.bytes(), Long::sum)));
        long days = Math.max(1, summary.days().size());
        sent.replaceAll((key, bytes) -> {
            Mirrors of = mirrors.getOrDefault(key.project(), new Mirrors(1, 1));
            return unlisted.contains(key.project()) ? 0 : Math.round(bytes * of.before() / of.now() / days);
        });
        return new Demand(sent);
    }
}
