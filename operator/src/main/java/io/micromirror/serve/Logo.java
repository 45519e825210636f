package io.micromirror.serve;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sponsor's logo: a data URL in, a file that nginx serves and an element of a page out. What is no such URL of an SVG or
 * PNG image is no logo. A page shows it as an image, in which an SVG neither runs nor fetches anything; opened by itself it
 * is a document, and nginx forbids it both.
 *
 * @param kind svg or png
 * @param content in base64
 */
record Logo(String kind, String content) {
    /** Its name among the files of {@link Places#pages}, whatever kind it is. */
    static final String FILE = "sponsor-logo";

    private static final Pattern DATA = Pattern.compile(
            "data:image/(?:(?<svg>svg\\+xml;base64,(?=P))|png;base64,(?=iVBORw0KGgo))(?<content>[A-Za-z0-9+/]+={0,2})");

    /** As the API has it: 24 KiB in base64, and what stands before. */
    private static final int LONGEST = 32_794;

    static Optional<Logo> of(Site site) {
        return Optional.ofNullable(site.sponsor())
                .map(Site.Sponsor::logo)
                .filter(url -> url.length() <= LONGEST)
                .map(DATA::matcher)
                .filter(Matcher::matches)
                .map(url -> new Logo(url.group("svg") == null ? "png" : "svg", url.group("content")))
                .filter(Logo::readable);
    }

    private boolean readable() {
        try {
            return bytes().length > 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(content);
    }

    /** Where it is on the web server; no project's path begins with a dot. */
    String path() {
        return "/.sponsor-logo." + kind;
    }

    /** nginx's directives for it. A page names its fingerprint, so that browsers may keep it. */
    String place(Places places) {
        return """
                location = %1$s {
                  alias %2$s;
                  access_log off;
                  types {}
                  default_type image/%3$s;
                  add_header Content-Security-Policy "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";
                  add_header X-Content-Type-Options nosniff;
                  add_header Cache-Control "public, max-age=604800";
                }
                """.formatted(path(), places.pages().resolve(FILE), kind.equals("svg") ? "svg+xml" : kind);
    }

    /** As a link to the sponsor where there is one. */
    String element(Site.Sponsor sponsor) {
        String image = "<img class=\"logo\" src=\"%s?%s\" alt=\"%s\"/>"
                .formatted(path(), Fingerprint.of(content), Html.text(sponsor.name() == null ? "" : sponsor.name()));
        return Html.web(sponsor.url()) ? "<a href=\"%s\">%s</a>".formatted(Html.text(sponsor.url()), image) : image;
    }
}
