package io.micromirror.serve;

import java.util.regex.Pattern;

/** Words of people as HTML that is XML too: text stays text, and an address is a link only if it is one of the web. */
public final class Html {
    private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s\"'<>\\\\`{}|^\\p{C}]+");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+");

    private Html() {}

    /** Control characters, unpaired surrogates and the like, which no document may hold, become spaces. */
    public static String text(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF]+", " ")
                .strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A name, in whatever direction it is written: what follows keeps its own. */
    public static String name(String text) {
        return "<bdi>" + text(text) + "</bdi>";
    }

    /** Whether it is an address of the web. */
    static boolean web(String url) {
        return url != null && WEB.matcher(url).matches();
    }

    public static String link(String url, String text) {
        return web(url) ? "<a href=\"%s\">%s</a>".formatted(text(url), name(text)) : name(text);
    }

    static boolean mail(String contact) {
        return contact != null && MAIL.matcher(contact).matches();
    }

    /** Whom to write to: a web or mail address as a link. */
    static String contact(String contact) {
        return mail(contact) ? "<a href=\"mailto:%1$s\">%1$s</a>".formatted(text(contact)) : link(contact, contact);
    }

    /** The same for both kinds of pages; the small words of a listing stand below the name where a line is short. */
    static String head() {
        return """
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <style>
                :root { color-scheme: light dark; --faint: light-dark(#595f69, #a3abb8); --line: light-dark(#dde1e7, #343a44);
                  --link: light-dark(#0b57a4, #8ab8f2); }
                body { background: light-dark(#fff, #14171c); color: light-dark(#1b1f24, #e4e7ec);
                  font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem; }
                a { color: var(--link); text-underline-offset: .15em; }
                h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0; overflow-wrap: anywhere; }
                .lead { color: var(--faint); margin: 0 0 1.5rem; }
                table { border-collapse: collapse; width: 100%; }
                th { text-align: left; font-weight: 600; color: var(--faint); font-size: .875rem; }
                th, td { padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
                .good { color: light-dark(#1a7f37, #6fd08c); }
                .fair { color: light-dark(#8a5a00, #e3b341); }
                .bad { color: light-dark(#b3261e, #ff8f87); }
                .unknown { color: var(--faint); }
                td small { color: var(--faint); display: block; }
                code, pre { font: .875rem/1.7 ui-monospace, monospace; }
                pre { overflow-x: auto; }
                i { font-style: normal; color: var(--faint); }
                footer { color: var(--faint); font-size: .875rem; margin-top: 1.5rem; }
                .logo { float: right; height: 3.5rem; max-width: 14rem; object-fit: contain; margin: 0 0 1rem 1.5rem;
                  background: #fff; color-scheme: light; border-radius: .25rem; }
                @media (prefers-color-scheme: dark) {
                  .logo { padding: .5rem; }
                }
                @media (max-width: 48rem) {
                  pre { white-space: normal; }
                  pre a { display: block; padding-top: .5rem; overflow-wrap: anywhere; }
                  pre i { display: block; font-size: .75rem; }
                }
                @media (max-width: 36rem) {
                  .logo { float: none; display: block; margin: 0 0 1rem; }
                  thead { display: none; }
                  table, tbody, tr, td { display: block; }
                  tr { border-bottom: 1px solid var(--line); padding: .75rem 0; }
                  td { border: 0; padding: 0; }
                  td:empty { display: none; }
                  td + td::before { color: var(--faint); }
                  td:nth-child(2)::before { content: "Size: "; }
                  td:nth-child(3)::before { content: "Synced: "; }
                  td:nth-child(4)::before { content: "Checker: "; }
                }
                </style>
                """;
    }
}
