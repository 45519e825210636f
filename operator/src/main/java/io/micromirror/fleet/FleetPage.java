package io.micromirror.fleet;

import io.micromirror.serve.Html;
import io.micromirror.sync.Size;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet as a page that stands by itself: HTML that is XML too, and fetches nothing. */
final class FleetPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String STYLE = """
            :root { color-scheme: light dark; --faint: light-dark(#595f69, #a3abb8); --line: light-dark(#dde1e7, #343a44);
              --link: light-dark(#0b57a4, #8ab8f2); --good: light-dark(#1a7f37, #6fd08c);
              --fair: light-dark(#8a5a00, #e3b341); --bad: light-dark(#b3261e, #ff8f87); }
            body { background: light-dark(#fff, #14171c); color: light-dark(#1b1f24, #e4e7ec);
              font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem; }
            a { color: var(--link); text-underline-offset: .15em; }
            h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0; overflow-wrap: anywhere; }
            .lead, footer, small { color: var(--faint); }
            .lead { margin: 0 0 1.5rem; }
            svg { display: block; width: 100%; height: auto; margin: 0 0 1.5rem; border-radius: .5rem;
              background: light-dark(#eef3f8, #1a2029); }
            .land { fill: light-dark(#cfd6de, #363e4a); }
            circle { stroke: light-dark(#fff, #14171c); stroke-width: .25; vector-effect: non-scaling-stroke; }
            circle.good { fill: var(--good); } circle.fair { fill: var(--fair); } circle.bad { fill: var(--bad); }
            table { border-collapse: collapse; width: 100%; }
            th { text-align: left; font-weight: 600; color: var(--faint); font-size: .875rem; }
            th, td { padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
            td { overflow-wrap: anywhere; }
            td:nth-child(2) { width: 45%; } td:last-child { padding-right: 0; white-space: nowrap; }
            .good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
            td small { display: block; }
            tr:target { background: light-dark(#fff8d6, #2a2a1c); }
            footer { font-size: .875rem; margin-top: 1.5rem; }
            @media (max-width: 40rem) {
              thead { display: none; }
              table, tbody, tr, td { display: block; }
              tr { border-bottom: 1px solid var(--line); padding: .75rem 0; }
              td { border: 0; padding: 0; }
              td:nth-child(2) { width: auto; }
              td:last-child::before { content: "Sent in 30 days: "; color: var(--faint); }
              td:empty { display: none; }
            }
            """;

    private FleetPage() {}

    static String render(String title, List<Report> reports, Instant now) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>%1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                <p class="lead">%3$s</p>
                %4$s<table>
                <thead><tr><th scope="col">Mirror</th><th scope="col">Carries</th><th scope="col">State</th><th scope="col">Sent in 30 days</th></tr></thead>
                <tbody>
                %5$s</tbody>
                </table>
                </main>
                <footer>
                <p>As it was on <time datetime="%6$s">%7$s</time>.%8$s Map: Natural Earth.</p>
                </footer>
                </body>
                </html>
                """.formatted(
                        Html.text(title),
                        STYLE,
                        lead(reports),
                        WorldMap.render(reports).orElse(""),
                        reports.stream().map(FleetPage::row).collect(Collectors.joining()),
                        now,
                        TIME.format(now),
                        legend(reports));
    }

    private static String lead(List<Report> reports) {
        long good =
                reports.stream().filter(report -> report.state() != State.DOWN).count();
        long sent = StatusTable.sent(reports);
        long projects = reports.stream()
                .flatMap(report -> report.overview().stream())
                .flatMap(told -> told.projects().stream())
                .filter(project -> project.published() != null)
                .map(Overview.Project::name)
                .distinct()
                .count();
        return "%d of %d mirrors of free software answer, with %d projects%s."
                .formatted(
                        good,
                        reports.size(),
                        projects,
                        sent == 0 ? "" : "; they sent " + Size.words(sent) + " in 30 days");
    }

    private static String row(Report report) {
        return "<tr id=\"%s\"><td><a href=\"%s\">%s</a><small>%s</small></td><td>%s</td><td><span class=\"%s\">%s</span>%s</td><td>%s</td></tr>\n"
                .formatted(
                        anchor(report),
                        Html.text(report.member().root().toString()),
                        Html.name(report.member().name()),
                        about(report),
                        carries(report),
                        kind(report.state()),
                        word(report.state()),
                        report.notes().isEmpty()
                                ? ""
                                : "<small>" + Html.text(report.notes().getFirst()) + "</small>",
                        report.overview()
                                .map(Overview::sent)
                                .map(sent -> Size.words(sent.bytes()))
                                .orElse(""));
    }

    /** By whom and where. */
    private static String about(Report report) {
        String sponsor =
                sponsor(report).map(each -> Html.link(each.url(), each.name())).orElse("");
        String place = place(report)
                .map(at -> Stream.of(at.city(), at.region(), at.country())
                        .filter(Objects::nonNull)
                        .map(Html::name)
                        .collect(Collectors.joining(", ")))
                .orElse("");
        return Stream.of(sponsor, place).filter(words -> !words.isEmpty()).collect(Collectors.joining(" · "));
    }

    private static String carries(Report report) {
        return report.overview()
                .map(told -> told.projects().stream()
                        .map(project -> project(report.member(), project))
                        .collect(Collectors.joining(", ")))
                .orElseGet(() ->
                        report.member().projects().stream().map(Html::text).collect(Collectors.joining(", ")));
    }

    private static String project(Member of, Overview.Project project) {
        String name = project.published() == null || project.path() == null
                ? Html.text(project.title())
                : Html.link(of.root().toString() + project.path() + "/", project.title());
        Overview.Verdict verdict = project.verdict();
        return verdict == null
                        || verdict.level().equals("OK")
                        || verdict.level().equals("UNKNOWN")
                ? name
                : "%s <span class=\"%s\">%s</span>"
                        .formatted(
                                name,
                                verdict.level().equals("DROPPED") ? "bad" : "fair",
                                Html.text(verdict.level().toLowerCase(Locale.ROOT)));
    }

    /** Whoever is on the page and not on the map is told of. */
    private static String legend(List<Report> reports) {
        long lost = reports.stream()
                .filter(report -> place(report)
                        .filter(at -> at.latitude() != null && at.longitude() != null)
                        .isEmpty())
                .count();
        return lost == 0 || lost == reports.size()
                ? ""
                : " %d of them %s not on the map, because nobody said where.".formatted(lost, lost == 1 ? "is" : "are");
    }

    /** The manifest's word before the mirror's own, which may be older. */
    static Optional<Member.Place> place(Report report) {
        return Optional.ofNullable(report.member().place())
                .or(() -> report.overview().map(Overview::place));
    }

    static Optional<Member.Sponsor> sponsor(Report report) {
        return Optional.ofNullable(report.member().sponsor())
                .or(() -> report.overview().map(Overview::sponsor));
    }

    static String anchor(Report report) {
        return "mirror-" + report.member().name().replaceAll("[^A-Za-z0-9-]", "-");
    }

    static String kind(State state) {
        return switch (state) {
            case OK -> "good";
            case TROUBLE -> "fair";
            case DOWN -> "bad";
        };
    }

    static String word(State state) {
        return switch (state) {
            case OK -> "fine";
            case TROUBLE -> "needs a look";
            case DOWN -> "does not answer";
        };
    }
}
