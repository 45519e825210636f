package io.micromirror.serve;

import java.util.stream.Collectors;

/** {@link Site} in, index.html out: whose mirror this is and what it carries. */
public final class FrontPage {
    private FrontPage() {}

    public static String render(Site site) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s</title>
                <style>
                body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
                li { padding: .2rem 0; }
                </style>
                </head>
                <body>
                <h1>%1$s</h1>
                %2$s<ul>
                %3$s</ul>
                <p>Over rsync: <code>rsync --list-only rsync://%4$s/</code></p>
                </body>
                </html>
                """.formatted(
                        escaped(site.hostname()),
                        sponsor(site),
                        site.projects().stream().map(FrontPage::project).collect(Collectors.joining()),
                        escaped(site.hostname()) + (site.rsyncPort() == 873 ? "" : ":" + site.rsyncPort()));
    }

    private static String sponsor(Site site) {
        return site.sponsor() == null
                ? ""
                : "<p>Hosted by %s.</p>\n"
                        .formatted(link(site.sponsor().url(), site.sponsor().name()));
    }

    private static String project(Site.Project project) {
        return "<li><a href=\"/%s/\">%s</a>%s</li>\n"
                .formatted(
                        escaped(project.path()),
                        escaped(project.title()),
                        project.homepage() == null ? "" : " (" + link(project.homepage(), "about") + ")");
    }

    private static String link(String url, String text) {
        return url == null ? escaped(text) : "<a href=\"%s\">%s</a>".formatted(escaped(url), escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
