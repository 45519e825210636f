package io.micromirror.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * P13: what the distribution itself publishes of this mirror, to hold our prediction against, and whether what it sends
 * users to is served here. That a mirror is not listed costs nothing: it may not be registered yet.
 *
 * @param feed URL of its public status or list
 */
record DistroVerdict(String feed, Kind kind) implements Probe {
    private static final String NOT_LISTED = "NotListed";
    private static final String LIST_UNREADABLE = "ListUnreadable";
    private static final String SUBJECT = "registration";

    /** A list of some thousand mirrors; a longer one is cut. */
    private static final int LONGEST = 2 << 20;

    /** Hosts that a page names to be taken for the list of all mirrors; an error page with status 200 names some, too. */
    private static final int FEWEST_HOSTS = 5;

    private static final Pattern HOSTS = Pattern.compile("(?i)\\b(?:https?|rsync|ftp)://([^/:\\s\"'<>]+)");

    /** How the list is written. */
    enum Kind {
        /** archlinux.org/mirrors/status/json/: urls[] with url, score, delay. */
        @JsonProperty("Archweb")
        ARCHWEB,
        /** Any text that names the URLs of all mirrors; one that names fewer than {@value #FEWEST_HOSTS} hosts is no list. */
        @JsonProperty("Names")
        NAMES,
        /** Any text that names some of them, such as those near to who asks: of one that it does not name it says nothing. */
        @JsonProperty("SomeNames")
        SOME_NAMES
    }

    DistroVerdict {
        kind = kind == null ? Kind.NAMES : kind;
    }

    /** Whether a finding leaves a verdict as it is. */
    static boolean saysNothing(Finding finding) {
        return finding.reason().equals(NOT_LISTED) || finding.reason().equals(LIST_UNREADABLE);
    }

    /** Whether a mirror is on any list, by what was found of it; null where none names it and not all could be read. */
    static Boolean listed(List<Finding> findings) {
        Set<String> reasons = findings.stream()
                .filter(finding -> finding.subject().endsWith(SUBJECT))
                .map(Finding::reason)
                .collect(Collectors.toSet());
        if (!Set.of(NOT_LISTED, LIST_UNREADABLE).containsAll(reasons)) {
            return true;
        }
        return reasons.equals(Set.of(NOT_LISTED)) ? false : null;
    }

    private Request request() {
        return Request.get(URI.create(feed)).atMost(LONGEST).keptFor(Request.Kept.A_DAY);
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        return nameless(target) ? List.of() : List.of(request());
    }

    /** Nobody lists an address without a name. */
    private static boolean nameless(Target target) {
        return target.host().matches("[0-9.]+|.*:.*");
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        if (nameless(target)) {
            return List.of();
        }
        URI url = request().url();
        Optional<Answer.Response> page = seen.good(request());
        if (page.isEmpty()) {
            return List.of(unreadable(url, Observation.describe(url, seen.of(request()))));
        }
        Set<String> named = named(page.get().body(), target);
        if (named.isEmpty()) {
            String message = url + " does not name " + String.join(" or ", names(target));
            return List.of(
                    isWhole(page.get())
                            ? Finding.of(SUBJECT, Level.UNKNOWN, NOT_LISTED, message, url)
                            : unreadable(url, message));
        }
        return kind == Kind.ARCHWEB
                ? List.of(archweb(page.get().body(), target, url), differences(named, target, url, moment))
                : List.of(differences(named, target, url, moment));
    }

    /** Whether a page is the list of all mirrors, so that who is missing there is not listed. */
    private boolean isWhole(Answer.Response page) {
        return !page.cut()
                && switch (kind) {
                    case ARCHWEB -> !urls(page.body()).isEmpty();
                    case NAMES ->
                        HOSTS.matcher(page.body())
                                        .results()
                                        .map(host -> host.group(1))
                                        .distinct()
                                        .limit(FEWEST_HOSTS)
                                        .count()
                                == FEWEST_HOSTS;
                    case SOME_NAMES -> false;
                };
    }

    /** A mirror may be listed by any name it has. */
    private static List<String> names(Target target) {
        return Stream.concat(Stream.of(target.host()), target.aliases().stream())
                .distinct()
                .toList();
    }

    private static Finding unreadable(URI url, String message) {
        return Finding.of(
                SUBJECT,
                Level.UNKNOWN,
                LIST_UNREADABLE,
                "The distribution's list tells nothing of this mirror: " + message,
                url);
    }

    /** Every URL of this mirror in a text, up to what ends one there. */
    private static Set<String> named(String text, Target target) {
        String hosts = names(target).stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        return Pattern.compile("(?i)\\b(?:https?|rsync)://" + hosts + "(?::[0-9]+)?/[^\\s\"'<>,;)]*")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Finding differences(Set<String> named, Target target, URI url, Moment moment) {
        Set<String> served = Stream.concat(target.bases().stream(), Stream.ofNullable(target.rsync()))
                .map(URI::toString)
                .flatMap(base -> names(target).stream().map(name -> base.replace("//" + target.host(), "//" + name)))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> elsewhere = named.stream()
                .filter(each -> served.stream().noneMatch(base -> (each + "/").startsWith(base)))
                .toList();
        return elsewhere.isEmpty()
                ? Finding.ok(SUBJECT, "%s names %s".formatted(url, String.join(", ", named)), url)
                : Finding.of(
                        SUBJECT,
                        moment.failureOr(Level.PARTIAL),
                        "RegistrationDiffers",
                        "%s sends users to %s, which is not served; served are %s"
                                .formatted(url, String.join(", ", elsewhere), String.join(", ", served)),
                        url);
    }

    private static Finding archweb(String text, Target target, URI url) {
        return urls(text).stream()
                .filter(each -> !named(each.path("url").asText(), target).isEmpty())
                .findFirst()
                .map(each -> score(each, url))
                .orElseGet(() -> unreadable(url, url + " has no score of " + target.host()));
    }

    private static Finding score(JsonNode each, URI url) {
        JsonNode score = each.path("score");
        String message = "%s says of %s: score %s, delay %s s"
                .formatted(
                        url,
                        each.path("url").asText(),
                        score.asText(),
                        each.path("delay").asText());
        return score.isNumber() && score.doubleValue() < 100
                ? Finding.ok("score", message, url)
                : Finding.of("score", Level.DROPPED, "NotServed", message, url);
    }

    /** What archweb says of each mirror; nothing where the text is none of its lists. */
    private static List<JsonNode> urls(String text) {
        try {
            return Json.MAPPER.readTree(text).path("urls").valueStream().toList();
        } catch (JacksonException unreadable) {
            return List.of();
        }
    }
}
