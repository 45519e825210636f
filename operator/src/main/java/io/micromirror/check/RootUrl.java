package io.micromirror.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * P1: the project's directory answers. Where every scheme must, each is a finding of its own; else one is enough.
 *
 * @param accept which statuses will do
 */
record RootUrl(Verb method, Accept accept, Boolean everyScheme, List<String> schemes) implements Probe {
    /** How the directory is asked for. */
    enum Verb {
        @JsonProperty("HEAD")
        HEAD,
        @JsonProperty("GET")
        GET
    }

    /** Statuses that will do. */
    enum Accept {
        /** As MirrorManager: a redirect that is not followed is good enough. */
        @JsonProperty("Below400")
        BELOW_400,
        @JsonProperty("2xx")
        SUCCESS,
        @JsonProperty("200")
        EXACTLY_200;

        boolean good(int status) {
            return switch (this) {
                case BELOW_400 -> status < 400;
                case SUCCESS -> status >= 200 && status < 300;
                case EXACTLY_200 -> status == 200;
            };
        }

        String words() {
            return switch (this) {
                case BELOW_400 -> "a status below 400";
                case SUCCESS -> "a status of 2xx";
                case EXACTLY_200 -> "status 200";
            };
        }
    }

    RootUrl {
        method = method == null ? Verb.HEAD : method;
        accept = accept == null ? Accept.SUCCESS : accept;
        everyScheme = everyScheme != null && everyScheme;
        schemes = schemes == null ? List.of() : List.copyOf(schemes);
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        return target.bases(schemes).stream().map(this::request).toList();
    }

    private Request request(URI base) {
        return method == Verb.HEAD ? Request.head(base) : Request.get(base);
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        List<Finding> findings = new ArrayList<>();
        for (URI base : target.bases(schemes)) {
            Answer answer = seen.of(request(base));
            String subject = "base-" + base.getScheme().toLowerCase(Locale.ROOT);
            if (answer instanceof Answer.Response response && accept.good(response.status())) {
                findings.add(Finding.ok(subject, base + " answered " + response.status(), base));
            } else if (Observation.ours(answer)) {
                findings.add(Finding.of(subject, Level.UNKNOWN, "OwnFault", Observation.describe(base, answer), base));
            } else {
                findings.add(moment.strike(
                        subject,
                        Observation.reason(base, answer),
                        Observation.describe(base, answer) + "; expected " + accept.words(),
                        base));
            }
        }
        if (findings.isEmpty()) {
            return List.of(Finding.of(
                    "base",
                    moment.failureOr(Level.DROPPED),
                    "NoSuchScheme",
                    "The mirror has no URL with " + String.join(" or ", schemes) + ", which "
                            + moment.checker().name() + " demands",
                    null));
        }
        boolean enough = !everyScheme && findings.stream().anyMatch(finding -> finding.level() == Level.OK);
        return enough
                ? findings.stream()
                        .filter(finding -> finding.level() == Level.OK)
                        .toList()
                : List.copyOf(findings);
    }
}
