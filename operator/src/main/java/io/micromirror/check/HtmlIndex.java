package io.micromirror.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of a directory's page, whichever server wrote it: nginx, Apache, lighttpd or our own. */
final class HtmlIndex {
    private static final int MOST = 20_000;
    private static final Pattern LINK = Pattern.compile(
            "<a\\s[^>]{0,2000}?href\\s*=\\s*[\"']?([^\"'\\s>]{1,2000})[\"']?[^>]{0,2000}>(.{0,2000}?)</a>",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]{0,2000}>");

    /** The last part of where a link leads, decoded and without a slash, and what people read. */
    record Link(String name, String text) {}

    private HtmlIndex() {}

    static List<Link> parse(String page) {
        List<Link> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(page);
        while (matcher.find() && links.size() < MOST) {
            String name = name(matcher.group(1));
            String text = unescape(TAG.matcher(matcher.group(2)).replaceAll("")).strip();
            if (!name.isEmpty() && !name.equals("..") && !name.equals(".")) {
                links.add(new Link(name, text));
            }
        }
        return List.copyOf(links);
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
