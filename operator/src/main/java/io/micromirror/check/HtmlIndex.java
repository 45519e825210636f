package io.micromirror.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The links of a directory's page, whichever server wrote it: nginx, Apache, lighttpd or our own. */
final class HtmlIndex {
    private static final int MOST = 20_000;
    /** A tag or a text that is longer is no link of a listing. */
    private static final int LONGEST = 2000;

    private static final Pattern TAG = Pattern.compile("<[^<>]*+>");
    private static final Pattern HREF =
            Pattern.compile("\\shref\\s*+=\\s*+(?:\"([^\"]++)\"|'([^']++)'|([^\"'\\s>]++))", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEGIN = Pattern.compile("<a(?=\\s)", Pattern.CASE_INSENSITIVE);
    private static final Pattern END = Pattern.compile("</a>", Pattern.CASE_INSENSITIVE);

    /** The last part of where a link leads, decoded and without a slash, and what people read. */
    record Link(String name, String text) {}

    private HtmlIndex() {}

    /** In one pass, whatever the page holds: a pattern for whole links would take hours over a hostile one. */
    static List<Link> parse(String page) {
        List<Link> links = new ArrayList<>();
        Matcher begin = BEGIN.matcher(page);
        Matcher end = END.matcher(page);
        int from = 0;
        while (links.size() < MOST && begin.find(from)) {
            from = begin.end();
            int close = page.indexOf('>', from, Math.min(page.length(), from + LONGEST));
            if (close >= 0
                    && end.region(close, Math.min(page.length(), close + LONGEST))
                            .find()) {
                link(page.substring(from, close), page.substring(close + 1, end.start()))
                        .ifPresent(links::add);
            }
        }
        return List.copyOf(links);
    }

    private static Optional<Link> link(String attributes, String content) {
        Matcher href = HREF.matcher(attributes);
        if (!href.find()) {
            return Optional.empty();
        }
        String name = name(Stream.of(href.group(1), href.group(2), href.group(3))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow());
        String text = unescape(TAG.matcher(content).replaceAll("")).strip();
        return name.isEmpty() || name.equals("..") || name.equals(".")
                ? Optional.empty()
                : Optional.of(new Link(name, text));
    }

    /** Empty for links that lead elsewhere than one step down, such as Apache's sorting. */
    private static String name(String href) {
        String path = unescape(href).replaceFirst("[?#].*$", "").replaceFirst("^\\./", "");
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        bare = bare.substring(bare.lastIndexOf('/') + 1);
        try {
            return URLDecoder.decode(bare.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException garbled) {
            return "";
        }
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
