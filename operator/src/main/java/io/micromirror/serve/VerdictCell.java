package io.micromirror.serve;

import java.time.Instant;
import java.util.Optional;

/** One project's verdict as a cell of the front page: the word, and below it whose, why and for how long. */
final class VerdictCell {
    private VerdictCell() {}

    /** Nothing is claimed of what nobody checks any more. */
    static String render(Tree tree, Judged judged, Instant now) {
        if (judged.silent(now)) {
            String since = Optional.ofNullable(judged.heard())
                    .map(heard -> " <small>nobody has checked for " + Age.span(heard, now) + "</small>")
                    .orElse("");
            return cell("unknown", "unknown" + since);
        }
        return Optional.ofNullable(
                        judged.verdicts().projects().get(tree.project().name()))
                .filter(verdict -> verdict.level() != null && verdict.since() != null)
                .map(verdict ->
                        cell(kind(verdict.level()), word(verdict) + " <small>" + small(verdict, now) + "</small>"))
                .orElseGet(() -> cell("unknown", tree.listed() ? "not checked yet" : ""));
    }

    private static String cell(String kind, String words) {
        return "<td class=\"%s\">%s</td>".formatted(kind, words);
    }

    private static String word(SiteVerdicts.Verdict verdict) {
        return switch (verdict.level()) {
            case "OK" -> "OK";
            case "LAGGING" -> "lagging";
            case "PARTIAL" -> "partial";
            case "DROPPED" -> "dropped";
            default -> "unknown";
        };
    }

    private static String kind(String level) {
        return switch (level) {
            case "OK" -> "good";
            case "LAGGING", "PARTIAL" -> "fair";
            case "DROPPED" -> "bad";
            default -> "unknown";
        };
    }

    private static String small(SiteVerdicts.Verdict verdict, Instant now) {
        boolean good = "OK".equals(verdict.level()) || verdict.reason() == null;
        String whose = Html.text(verdict.checker() == null ? "its checker" : verdict.checker());
        String why = good ? "" : Html.text(verdict.reason()) + ", ";
        String drop = verdict.dropsAt() == null || !verdict.dropsAt().isAfter(now)
                ? ""
                : ", would be dropped in " + Age.span(now, verdict.dropsAt());
        return whose + ": " + why + "for " + Age.span(verdict.since(), now) + drop;
    }
}
