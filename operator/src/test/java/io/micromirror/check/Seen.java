package io.micromirror.check;

import io.micromirror.check.Answer.Trouble;
import io.micromirror.check.History.Sample;
import io.micromirror.check.History.Version;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of a table as observation and history. Items are separated by {@code ;}. An answer is {@code METHOD URL = words}:
 * {@code GET TIME = 200 body=1}, {@code HEAD https:x IPv6 = timeout}, {@code LIST rsync: = a.rpm 10 12:00, b 5 11:00}. A
 * URL is below the mirror's directory unless it begins with {@code https:}, {@code ref:}, {@code rsync:} or {@code
 * rsyncref:}. {@code METHOD * = words} answers whatever is not named. The rest is history: {@code since TIME}, {@code
 * carried PATH}, {@code version NAME FIRST LAST}, {@code samples N DELAY TOOK}, {@code failed N}; or what the mirror's own
 * machine says of IPv6: {@code own routed http https=Refused}; or {@code alias NAME} of the mirror, as which {@code GET URL
 * as NAME = words} is asked; or {@code updates N DAYS}, of the mirror's own trace and since when.
 */
final class Seen {
    private static final Target TARGET = new Target(
            "p",
            "mm.example.net",
            List.of(URI.create("http://mm.example.net/p/"), URI.create("https://mm.example.net/p/")),
            URI.create("rsync://mm.example.net/p/"));

    private static final Pattern ANSWER =
            Pattern.compile("(HEAD|GET|RESOLVE|LIST|FETCH) (\\S*)( IPv4| IPv6| as \\S+)? = (.*)", Pattern.DOTALL);

    private final Instant now;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    Instant since;
    History history = History.NONE;
    private OwnIpv6 own;
    private final List<String> aliases = new ArrayList<>();

    Seen(Instant now) {
        this.now = now;
    }

    void add(String items) {
        for (String item : items.split(" ; ", -1)) {
            Matcher matcher = ANSWER.matcher(item.strip());
            if (matcher.matches()) {
                String family = matcher.group(3) == null ? "" : matcher.group(3);
                answers.put(matcher.group(1) + " " + url(matcher.group(2)) + family, matcher.group(4));
            } else if (!item.isBlank()) {
                remember(item.strip().split(" "));
            }
        }
    }

    Target target() {
        return TARGET.with(own).alsoNamed(aliases);
    }

    private static OwnIpv6 own(List<String> words) {
        List<OwnIpv6.Port> ports = words.stream()
                .filter(word -> word.startsWith("http"))
                .map(word -> word.split("=", 2))
                .map(word -> new OwnIpv6.Port(word[0], word.length > 1 ? word[1] : null))
                .toList();
        return new OwnIpv6(words.contains("routed"), ports);
    }

    private void remember(String... words) {
        switch (words[0]) {
            case "own" -> own = own(List.of(words));
            case "alias" -> aliases.add(words[1]);
            case "updates" -> updates(Integer.parseInt(words[1]), Duration.ofDays(Long.parseLong(words[2])));
            case "since" -> since = Instant.parse(words[1]);
            case "carried" ->
                history = new History(
                        history.since(), history.samples(), history.versions(), new TreeSet<>(List.of(words[1])));
            case "version" -> {
                List<Version> versions = new ArrayList<>(history.versions().getOrDefault("master-trace", List.of()));
                versions.add(new Version(words[1], Instant.parse(words[2]), Instant.parse(words[3])));
                history = new History(
                        history.since(),
                        history.samples(),
                        new TreeMap<>(Map.of("master-trace", versions)),
                        history.carried());
            }
            case "samples" ->
                sample(Integer.parseInt(words[1]), Double.valueOf(words[2]), Double.parseDouble(words[3]));
            case "failed" -> sample(Integer.parseInt(words[1]), null, 0);
            default -> throw new AssertionError("what is " + String.join(" ", words));
        }
    }

    /** Evenly, the last of them now. */
    private void updates(int count, Duration span) {
        for (int i = 1; i < count; i++) {
            Instant at = now.minus(span).plus(span.multipliedBy(i - 1L).dividedBy(count - 1L));
            history = history.seen("site-trace", at.toString(), at);
        }
    }

    private void sample(int count, Double delay, double took) {
        for (int i = 0; i < count; i++) {
            history = history.with(
                    "lastsync over http",
                    new Sample(now.minus(Duration.ofMinutes(30L * (i % 40) + 1)), delay, took),
                    Duration.ofDays(2));
        }
    }

    private static String url(String words) {
        if (words.equals("*")) {
            return words;
        }
        if (words.startsWith("rsyncref:")) {
            return "rsync://ref.example.net/p/" + words.substring(9);
        }
        if (words.startsWith("rsync:")) {
            return "rsync://mm.example.net/p/" + words.substring(6);
        }
        if (words.startsWith("ref:")) {
            return "http://ref.example.net/p/" + words.substring(4);
        }
        return words.startsWith("https:")
                ? "https://mm.example.net/p/" + words.substring(6)
                : "http://mm.example.net/p/" + words.replaceFirst("^\\./", "");
    }

    /** Leads a probe to its end with these answers; one that is not there is an error of the table. */
    Observation answer(Probe probe, Moment moment) {
        Observation seen = Observation.NONE;
        for (int step = 0; step < 5; step++) {
            List<Request> missing = seen.missing(probe.wants(target(), seen, moment));
            if (missing.isEmpty()) {
                return seen;
            }
            Map<Request, Answer> all = new HashMap<>(seen.answers());
            missing.forEach(request -> all.put(request, answer(request)));
            seen = new Observation(all);
        }
        throw new AssertionError("the probe never ends asking");
    }

    private Answer answer(Request request) {
        String family =
                request.family() == Family.ANY ? "" : " " + request.family().word();
        family = request.host().isEmpty() ? family : " as " + request.host();
        String key = request.method() + " " + request.url();
        asked.add(key + family);
        String words = answers.get(key + family);
        words = words == null ? answers.get(key) : words;
        words = words == null ? answers.get(request.method() + " *") : words;
        if (words == null) {
            throw new AssertionError("no answer for " + key + family + " among " + answers.keySet());
        }
        return answer(words, request);
    }

    private Answer answer(String words, Request request) {
        return switch (request.method()) {
            case LIST -> words.startsWith("-") ? failure(words.substring(1)) : listing(words);
            case RESOLVE -> {
                Matcher counts = Pattern.compile("([0-9]+) IPv4, ([0-9]+) IPv6").matcher(words);
                yield counts.matches()
                        ? new Answer.Addresses(
                                Integer.parseInt(counts.group(1)), Integer.parseInt(counts.group(2)), 0.1)
                        : failure(words);
            }
            case HEAD, GET, FETCH -> words.matches("[1-5][0-9]{2}( .*)?") ? response(words, request) : failure(words);
        };
    }

    /** A trouble's name, and where a redirect had led by then: {@code refused to=https://mm.example.net/}. */
    private static Answer failure(String words) {
        String[] parts = words.strip().split(" to=", 2);
        return new Answer.Failure(
                Trouble.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                "",
                10,
                parts.length > 1 ? URI.create(parts[1]) : null);
    }

    private Answer response(String words, Request request) {
        int bodyAt = words.indexOf(" body=");
        String body = bodyAt < 0 ? "" : body(words.substring(bodyAt + 6));
        Map<String, String> facts = new HashMap<>();
        Arrays.stream((bodyAt < 0 ? words : words.substring(0, bodyAt)).split(" "))
                .skip(1)
                .map(each -> each.split("=", 2))
                .forEach(each -> facts.put(each[0], each[1]));
        return new Answer.Response(
                Integer.parseInt(words.substring(0, 3)),
                Long.parseLong(facts.getOrDefault("length", "-1")),
                facts.containsKey("modified") ? Instant.parse(facts.get("modified")) : null,
                body,
                false,
                facts.containsKey("to") ? URI.create(facts.get("to")) : request.url(),
                facts.containsKey("to") && !words.startsWith("3") ? 1 : 0,
                facts.containsKey("certificate") ? Instant.parse(facts.get("certificate")) : null,
                Double.parseDouble(facts.getOrDefault("took", "0.1")));
    }

    /** {@code \n} and {@code \t}, and metalinks as {@code metalink(newest, alternate...)} by their contents. */
    private static String body(String words) {
        Matcher metalink = Pattern.compile("metalink\\((.*)\\)").matcher(words);
        if (metalink.matches()) {
            List<String> contents = Arrays.stream(metalink.group(1).split(","))
                    .map(String::strip)
                    .toList();
            StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?><metalink xmlns:mm0=\"m\"><files>"
                    + "<file name=\"repomd.xml\"><verification><hash type=\"md5\">00</hash>" + hash(contents.getFirst())
                    + "</verification><mm0:alternates>");
            contents.stream()
                    .skip(1)
                    .forEach(each -> text.append(
                            "<mm0:alternate><verification>" + hash(each) + "</verification></mm0:alternate>"));
            return text + "</mm0:alternates></file></files></metalink>";
        }
        return words.replace("\\n", "\n").replace("\\t", "\t");
    }

    private static String hash(String content) {
        Answer.Response of = new Answer.Response(200, -1, null, content, false, null, 0, null, 0);
        return "<hash type=\"sha256\">" + of.sha256() + "</hash>";
    }

    /** {@code name size hh:mm} between commas, and {@code link} behind one that is none but a link, on the day of now; after {@code !} what rsync complained of. */
    private Answer listing(String words) {
        String[] parts = words.split("!", 2);
        List<Answer.Entry> entries = new ArrayList<>();
        for (String line : parts[0].split(",", -1)) {
            String[] entry = line.strip().split(" ", -1);
            if (entry.length >= 3) {
                Instant time = Instant.parse(now.toString().substring(0, 10) + "T" + entry[2] + ":00Z");
                char kind = entry.length > 3 ? 'l' : '-';
                entries.add(new Answer.Entry(kind, entry[0], Long.parseLong(entry[1]), time));
            }
        }
        return new Answer.Listing(entries, false, parts.length > 1 ? parts[1].strip() : "", 1);
    }

    List<String> asked() {
        return asked;
    }
}
