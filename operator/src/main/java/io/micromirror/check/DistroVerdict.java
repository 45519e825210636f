package io.micromirror.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * P13: what the distribution itself publishes of this mirror, to hold our prediction against.
 *
 * @param feed URL of its public status
 */
record DistroVerdict(String feed, Kind kind) implements Probe {
    /** How the status is written. */
    enum Kind {
        /** archlinux.org/mirrors/status/json/: urls[] with url, score, delay. */
        @JsonProperty("Archweb")
        ARCHWEB,
        /** Any text in which a mirror that is served is named: a metalink, a mirror list. */
        @JsonProperty("Names")
        NAMES
    }

    DistroVerdict {
        kind = kind == null ? Kind.NAMES : kind;
    }

    private Request request() {
        return Request.get(URI.create(feed)).ofReference();
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        return List.of(request());
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        URI url = request().url();
        Optional<Answer.Response> page = seen.good(request());
        if (page.isEmpty()) {
            return List.of(Finding.of(
                    "verdict",
                    Level.UNKNOWN,
                    "ReferenceDown",
                    "The distribution's status cannot be read: " + Observation.describe(url, seen.of(request())),
                    url));
        }
        return List.of(
                switch (kind) {
                    case ARCHWEB -> archweb(page.get().text(), target, url);
                    case NAMES -> names(page.get().text(), target, url, moment);
                });
    }

    private static Finding names(String text, Target target, URI url, Moment moment) {
        return text.contains("//" + target.host() + "/")
                ? Finding.ok("verdict", url + " names " + target.host(), url)
                : Finding.of(
                        "verdict",
                        moment.failureOr(Level.UNKNOWN),
                        "NotNamed",
                        url + " does not name " + target.host() + ", which may mean that it is near nobody who asked",
                        url);
    }

    private static Finding archweb(String text, Target target, URI url) {
        try {
            for (JsonNode each : Json.MAPPER.readTree(text).path("urls")) {
                if (each.path("url").asText().contains("//" + target.host() + "/")) {
                    JsonNode score = each.path("score");
                    boolean served = score.isNumber() && score.doubleValue() < 100;
                    String message = "%s says of %s: score %s, delay %s s"
                            .formatted(
                                    url,
                                    each.path("url").asText(),
                                    score.asText(),
                                    each.path("delay").asText());
                    return served
                            ? Finding.ok("verdict", message, url)
                            : Finding.of("verdict", Level.DROPPED, "NotServed", message, url);
                }
            }
            return Finding.of("verdict", Level.UNKNOWN, "NotNamed", url + " does not name " + target.host(), url);
        } catch (JacksonException unreadable) {
            return Finding.of("verdict", Level.UNKNOWN, "ReferenceDown", url + " is no readable JSON", url);
        }
    }
}
