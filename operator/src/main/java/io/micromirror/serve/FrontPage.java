package io.micromirror.serve;

import io.micromirror.sync.Size;
import io.micromirror.sync.SyncResult;
import io.micromirror.traffic.Month;
import io.micromirror.traffic.Rate;
import io.micromirror.traffic.TrafficReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link Site} and what is served in, index.html out: whose mirror this is, what it carries, and how fresh that is. */
final class FrontPage {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private FrontPage() {}

    static String render(Site site, List<Tree> trees, Rendering.Surroundings around) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                %1$s<title>%2$s</title>
                </head>
                <body>
                <main>
                %8$s<h1>%2$s</h1>
                <p class="lead">%3$s</p>
                %4$s%5$s%6$s</main>
                <footer>
                <p>%7$s<a href="/status.json">State of this mirror for programs</a>.</p>
                </footer>
                </body>
                </html>
                """.formatted(
                        Html.head(),
                        Html.text(site.hostname()),
                        host(site),
                        projects(site, trees, around),
                        protocols(site, trees, around.certificate().isPresent()),
                        sent(around.traffic(), around.now()),
                        contact(site),
                        logo(site));
    }

    /** The sponsor's, as a line of a page. */
    static String logo(Site site) {
        return Logo.of(site).map(logo -> logo.element(site.sponsor()) + "\n").orElse("");
    }

    /** Whom to tell; and what anybody can do. */
    private static String contact(Site site) {
        return site.contact() == null || site.contact().isBlank()
                ? ""
                : "Contact: " + Html.contact(site.contact().strip())
                        + ". Whoever tells of a file that is old, missing or broken helps. ";
    }

    /** Who gives the box its place, and where that is, as a sentence. */
    static String host(Site site) {
        Optional<String> sponsor = Optional.ofNullable(site.sponsor())
                .filter(each -> each.name() != null)
                .map(each -> "hosted by " + Html.link(each.url(), each.name()));
        Optional<String> place = Optional.ofNullable(site.location())
                .map(at -> Stream.of(at.city(), at.region(), at.country())
                        .filter(Objects::nonNull)
                        .map(Html::name)
                        .collect(Collectors.joining(", ")))
                .filter(words -> !words.isEmpty())
                .map(words -> "in " + words);
        return Stream.of(Optional.of("A mirror of free software"), sponsor, place)
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" "))
                + ".";
    }

    private static String projects(Site site, List<Tree> trees, Rendering.Surroundings around) {
        List<Site.Project> coming = site.projects().stream()
                .filter(project ->
                        trees.stream().noneMatch(tree -> tree.project().equals(project)))
                .toList();
        if (trees.isEmpty() && coming.isEmpty()) {
            return "<p>Nothing is mirrored here yet.</p>\n";
        }
        return """
                <table>
                <thead><tr><th scope="col">Project</th><th scope="col">Size</th><th scope="col">Synced</th>%s</tr></thead>
                <tbody>
                %s%s</tbody>
                </table>
                """.formatted(
                        around.judged().isPresent() ? "<th scope=\"col\">Its checker says</th>" : "",
                        trees.stream().map(tree -> served(site, tree, around)).collect(Collectors.joining()),
                        coming.stream()
                                .map(project -> coming(project, around.judged().isPresent()))
                                .collect(Collectors.joining()));
    }

    private static String served(Site site, Tree tree, Rendering.Surroundings around) {
        return "<tr><td><a href=\"/%s/\">%s</a>%s</td><td>%s</td><td>%s</td>%s</tr>\n"
                .formatted(
                        Html.text(tree.path()),
                        Html.name(tree.project().title()),
                        about(site, tree),
                        tree.last().map(SyncResult::size).map(Size::words).orElse("unknown"),
                        tree.last()
                                .map(SyncResult::succeeded)
                                .map(then -> Age.ago(then, around.now()))
                                .orElse("unknown"),
                        around.judged()
                                .map(judged -> VerdictCell.render(tree, judged, around.now()))
                                .orElse(""));
    }

    private static String about(Site site, Tree tree) {
        String retiring = tree.listed() ? "" : "leaves this mirror";
        String paused = site.pausedUntil() != null
                        && site.pausedUntil().containsKey(tree.project().name())
                ? "not synced until "
                        + Html.text(
                                site.pausedUntil().get(tree.project().name()).toString())
                : "";
        String homepage = tree.project().homepage() == null
                ? ""
                : Html.link(tree.project().homepage(), "homepage");
        String words = Stream.of(retiring, paused, homepage)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "" : " <small>" + words + "</small>";
    }

    private static String coming(Site.Project project, boolean judged) {
        return "<tr><td>%s</td><td></td><td>first sync under way</td>%s</tr>\n"
                .formatted(Html.name(project.title()), judged ? "<td></td>" : "");
    }

    /** What a host is proud of, and what a network is billed by. */
    private static String sent(Optional<TrafficReport> traffic, Instant now) {
        return traffic.map(TrafficReport::month)
                .filter(month -> month.bytes() > 0)
                .map(month -> """
                        <p>Sent %s in %s; 95 %% of the time no more than %s.</p>
                        """.formatted(
                                Size.words(month.bytes()),
                                Duration.between(month.since(), now).toDays() >= Month.DAYS - 1
                                        ? "the last " + Month.DAYS + " days"
                                        : "the time since " + date(month.since()),
                                Rate.words(month.rate95())))
                .orElse("");
    }

    private static String date(Instant then) {
        return "<time datetime=\"%s\">%s</time>".formatted(then.truncatedTo(ChronoUnit.SECONDS), DATE.format(then));
    }

    private static String protocols(Site site, List<Tree> trees, boolean https) {
        if (trees.isEmpty()) {
            return "";
        }
        String port = site.rsyncPort() == Site.RSYNC ? "" : ":" + site.rsyncPort();
        return """
                <p>Also over %srsync: <code>rsync --list-only rsync://%s%s/</code></p>
                """.formatted(https ? "https and " : "", Html.text(site.hostname()), port);
    }
}
