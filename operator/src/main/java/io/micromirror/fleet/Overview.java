package io.micromirror.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a {@code status.json} a fleet is looked over by. A field that is missing or of another type is null, or 0 where it
 * is an amount: boxes are of many versions.
 *
 * @param error why its web server does not run what it should
 * @param space null where it does not say
 * @param sent in 30 days; null where nobody counts
 * @param fellBack from which release, and why; null where it did not
 */
record Overview(
        String hostname,
        Member.Sponsor sponsor,
        Member.Place place,
        String error,
        Space space,
        List<Project> projects,
        Sent sent,
        String fellBack) {

    /** Bytes of the file system. */
    record Space(long size, long free) {}

    /** Bytes since then. */
    record Sent(Instant since, long bytes, long rate95) {}

    /** @param percent of a first sync; null where that is not known */
    record Project(
            String name,
            String title,
            String path,
            String outcome,
            String reason,
            Instant published,
            Instant succeeded,
            long bytes,
            Integer percent,
            Verdict verdict) {}

    /** As the box itself would be judged. */
    record Verdict(String level, String checker, String reason, Instant dropsAt) {}

    /** @throws IllegalArgumentException with the end of a sentence, when it is no status */
    static Overview of(JsonNode status) {
        if (!status.isObject()
                || !status.path("projects").isArray()
                || !status.path("hostname").isTextual()) {
            throw new IllegalArgumentException(
                    "its status.json is of another version, or no mirror's: it names no host and projects");
        }
        return new Overview(
                Plain.words(status.path("hostname")),
                Manifest.sponsor(status.path("sponsor")),
                Manifest.place(status.path("location")),
                Plain.words(status.at("/serving/error")),
                space(status.path("storage")),
                projects(status),
                sent(status.at("/traffic/month")),
                fellBack(status.path("update")));
    }

    private static String fellBack(JsonNode update) {
        return "fell-back".equals(Plain.words(update.path("state")))
                ? "release %s: %s".formatted(Plain.words(update.path("of")), Plain.words(update.path("why")))
                : null;
    }

    private static Space space(JsonNode storage) {
        return storage.path("size").isNumber()
                ? new Space(
                        storage.path("size").longValue(), storage.path("free").longValue())
                : null;
    }

    private static Sent sent(JsonNode month) {
        return month.path("bytes").isNumber()
                ? new Sent(
                        Plain.time(month.path("since")),
                        month.path("bytes").longValue(),
                        month.path("rate95").longValue())
                : null;
    }

    private static List<Project> projects(JsonNode status) {
        List<Project> projects = new ArrayList<>();
        for (JsonNode each : status.path("projects")) {
            String name = Plain.words(each.path("project"));
            if (name != null) {
                projects.add(project(name, each, percent(name, status.path("firstSyncs"))));
            }
        }
        for (JsonNode each : status.path("firstSyncs")) {
            String name = Plain.words(each.path("project"));
            if (name != null
                    && projects.stream().noneMatch(known -> known.name().equals(name))) {
                projects.add(project(name, each, percent(name, status.path("firstSyncs"))));
            }
        }
        return List.copyOf(projects);
    }

    private static Integer percent(String name, JsonNode firstSyncs) {
        for (JsonNode each : firstSyncs) {
            if (name.equals(Plain.words(each.path("project")))
                    && each.path("percent").isInt()) {
                return each.path("percent").intValue();
            }
        }
        return null;
    }

    private static Project project(String name, JsonNode told, Integer percent) {
        String title = Plain.words(told.path("title"));
        return new Project(
                name,
                title == null ? name : title,
                Plain.words(told.path("path")),
                Plain.words(told.path("outcome")),
                Plain.words(told.path("reason")),
                Plain.time(told.path("published")),
                Plain.time(told.path("succeeded")),
                told.at("/size/logical").longValue(),
                percent,
                verdict(told.path("verdict")));
    }

    private static Verdict verdict(JsonNode verdict) {
        String level = Plain.words(verdict.path("level"));
        return level == null
                ? null
                : new Verdict(
                        level,
                        Plain.words(verdict.path("checker")),
                        Plain.words(verdict.path("reason")),
                        Plain.time(verdict.path("dropsAt")));
    }
}
