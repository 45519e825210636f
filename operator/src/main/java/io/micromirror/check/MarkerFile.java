package io.micromirror.check;

import io.micromirror.check.History.Sample;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * P2: a small file tells how old the tree is. Its age is judged, or that it equals the reference's.
 *
 * @param reference what it must equal: a URL to which the path is added; null where the age counts
 * @param schemes each of which is asked, {@code rsync} among them; empty for the first of http and https
 * @param eachFamily whether each family of addresses is asked by itself
 * @param score whether the answers of a day are averaged as archweb does
 */
record MarkerFile(
        List<String> paths,
        Marker.Format format,
        String key,
        String reference,
        Long warnSeconds,
        Long dropSeconds,
        List<String> schemes,
        Boolean eachFamily,
        Boolean score)
        implements Probe {
    private static final int LONGEST = 65_536;
    /** Clocks differ. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    MarkerFile {
        paths = paths == null ? List.of() : List.copyOf(paths);
        format = format == null ? Marker.Format.EPOCH : format;
        schemes = schemes == null ? List.of() : List.copyOf(schemes);
        eachFamily = eachFamily != null && eachFamily;
        score = score != null && score;
    }

    /** One place where the file is looked for. */
    private record Place(String path, Request request) {
        String subject() {
            return "%s over %s%s"
                    .formatted(
                            path,
                            request.url().getScheme(),
                            request.family() == Family.ANY
                                    ? ""
                                    : " and " + request.family().word());
        }
    }

    @Override
    public List<Request> wants(Target target, Observation soFar, Moment moment) {
        return Stream.of(
                        eachFamily ? Stream.of(Request.resolve(target.bases().getFirst())) : Stream.<Request>empty(),
                        places(target, soFar).stream().map(Place::request),
                        paths.stream().flatMap(path -> reference(path).stream()))
                .flatMap(requests -> requests)
                .toList();
    }

    private List<Place> places(Target target, Observation soFar) {
        List<Place> places = new ArrayList<>();
        for (String path : paths) {
            List<URI> bases =
                    schemes.isEmpty() ? List.of(target.base(List.of("http", "https"))) : target.bases(schemes);
            for (URI base : bases) {
                Request request = Request.get(base.resolve(path)).atMost(LONGEST);
                families(target, soFar).forEach(family -> places.add(new Place(path, request.over(family))));
            }
            if (schemes.contains("rsync") && target.rsync() != null) {
                places.add(new Place(
                        path, Request.fetch(target.rsync().resolve(path)).atMost(LONGEST)));
            }
        }
        return places;
    }

    private List<Family> families(Target target, Observation soFar) {
        if (!eachFamily) {
            return List.of(Family.ANY);
        }
        if (!(soFar.of(Request.resolve(target.bases().getFirst())) instanceof Answer.Addresses addresses)) {
            return List.of();
        }
        List<Family> families = new ArrayList<>();
        if (addresses.ipv4() > 0) {
            families.add(Family.IPV4);
        }
        if (addresses.ipv6() > 0) {
            families.add(Family.IPV6);
        }
        return families;
    }

    private Optional<Request> reference(String path) {
        return reference == null
                ? Optional.empty()
                : Optional.of(Request.get(URI.create(reference).resolve(path))
                        .atMost(LONGEST)
                        .ofReference());
    }

    @Override
    public History remember(Target target, Observation seen, Moment moment) {
        History history = moment.history();
        if (!score) {
            return history;
        }
        for (Place place : places(target, seen)) {
            Answer answer = seen.of(place.request());
            if (!Observation.ours(answer)) {
                Double delay = read(answer)
                        .map(marker -> (double)
                                Duration.between(marker.time(), moment.now()).toSeconds())
                        .orElse(null);
                history = history.with(
                        place.subject(), new Sample(moment.now(), delay, answer.seconds()), Duration.ofDays(1));
            }
        }
        return history;
    }

    private Optional<Marker> read(Answer answer) {
        return answer instanceof Answer.Response response && response.good()
                ? Marker.parse(format, key, response)
                : Optional.empty();
    }

    @Override
    public List<Finding> judge(Target target, Observation seen, Moment moment) {
        List<Finding> findings = new ArrayList<>();
        Request resolve = Request.resolve(target.bases().getFirst());
        if (eachFamily && !(seen.of(resolve) instanceof Answer.Addresses)) {
            Level level = Observation.ours(seen.of(resolve)) ? Level.UNKNOWN : moment.failureOr(Level.DROPPED);
            findings.add(Finding.of(
                    "addresses",
                    level,
                    "NoAddress",
                    Observation.describe(resolve.url(), seen.of(resolve)),
                    resolve.url()));
        }
        places(target, seen).forEach(place -> findings.add(judge(place, seen, moment)));
        return findings;
    }

    private Finding judge(Place place, Observation seen, Moment moment) {
        Answer answer = seen.of(place.request());
        URI url = place.request().url();
        Optional<Marker> marker = read(answer);
        Level failure = moment.failureOr(Level.DROPPED);
        if (Observation.ours(answer)) {
            return Finding.of(
                    place.subject(),
                    Level.UNKNOWN,
                    place.request().family() == Family.ANY ? "OwnFault" : Verdict.NOT_FROM_HERE,
                    Observation.describe(url, answer),
                    url);
        }
        if (marker.isEmpty()) {
            boolean garbled = answer instanceof Answer.Response response && response.good();
            return Finding.of(
                    place.subject(),
                    failure,
                    garbled ? "Unparsable" : Observation.reason(url, answer),
                    garbled ? "%s cannot be read as %s".formatted(url, format) : Observation.describe(url, answer),
                    url);
        }
        Finding finding =
                reference == null ? ofAge(place, marker.get(), moment) : ofReference(place, marker.get(), seen, moment);
        return score && finding.level() == Level.OK ? ArchScore.judge(finding, moment) : finding;
    }

    private Finding ofAge(Place place, Marker marker, Moment moment) {
        URI url = place.request().url();
        if (marker.time() == null) {
            return Finding.of(
                    place.subject(), moment.failureOr(Level.DROPPED), "Unparsable", url + " tells no time", url);
        }
        Duration age = Duration.between(marker.time(), moment.now());
        if (age.compareTo(TOLERANCE.negated()) < 0) {
            return Finding.of(
                    place.subject(),
                    Level.LAGGING,
                    "InTheFuture",
                    "%s says %s, which is %s ahead".formatted(url, marker.time(), Moment.words(age.negated())),
                    url);
        }
        return aged(place, age, marker.time(), moment);
    }

    private Finding aged(Place place, Duration age, Instant time, Moment moment) {
        URI url = place.request().url();
        String message = "%s says %s, %s ago".formatted(url, time, Moment.words(age));
        if (dropSeconds != null && age.toSeconds() >= dropSeconds) {
            return Finding.of(
                    place.subject(),
                    moment.failureOr(Level.DROPPED),
                    "TooOld",
                    message + "; the limit is " + Moment.words(Duration.ofSeconds(dropSeconds)),
                    url);
        }
        Finding finding = warnSeconds != null && age.toSeconds() >= warnSeconds
                ? Finding.of(place.subject(), Level.LAGGING, "Ageing", message, url)
                : Finding.ok(place.subject(), message, url);
        return dropSeconds == null || finding.level() == Level.OK
                ? finding
                : finding.droppingAt(time.plusSeconds(dropSeconds));
    }

    private Finding ofReference(Place place, Marker marker, Observation seen, Moment moment) {
        URI url = place.request().url();
        Request asked = reference(place.path()).orElseThrow();
        Optional<Marker> theirs = read(seen.of(asked));
        if (theirs.isEmpty()) {
            return Finding.of(
                    place.subject(),
                    Level.UNKNOWN,
                    "ReferenceDown",
                    "The reference cannot be read: " + Observation.describe(asked.url(), seen.of(asked)),
                    url);
        }
        if (theirs.get().value().equals(marker.value())) {
            return Finding.ok(place.subject(), url + " equals " + asked.url(), url);
        }
        Duration lag = Duration.between(moment.history().since(place.subject(), moment.now()), moment.now());
        String message = "%s differs from %s for %s".formatted(url, asked.url(), Moment.words(lag));
        if (dropSeconds != null && lag.toSeconds() >= dropSeconds) {
            return Finding.of(place.subject(), moment.failureOr(Level.DROPPED), "TooOld", message, url);
        }
        Finding lagging = Finding.of(place.subject(), Level.LAGGING, "Differs", message, url);
        return dropSeconds == null
                ? lagging
                : lagging.droppingAt(moment.now().minus(lag).plusSeconds(dropSeconds));
    }
}
