package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.ProjectStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the statuses tell, for Prometheus. Written from the objects at each scrape, so that no series outlives what it
 * speaks of, and none is kept in memory. Labels are the names of mirrors and projects, and of checkers.
 */
final class NodeMetrics {
    private static final Map<String, String> HELP = new LinkedHashMap<>();

    static {
        HELP.put("micromirror_condition", "Condition of a mirror: 1 True, 0 False, -1 Unknown.");
        HELP.put(
                "micromirror_check_level",
                "What the checker would say: 0 OK, 1 UNKNOWN, 2 LAGGING, 3 PARTIAL, 4 DROPPED.");
        HELP.put("micromirror_check_since_timestamp_seconds", "Since when the checker would say so.");
        HELP.put(
                "micromirror_check_drop_timestamp_seconds",
                "When the checker would send no more users if nothing changed.");
        HELP.put("micromirror_certificate_expiry_timestamp_seconds", "When the certificate of https expires.");
        HELP.put("micromirror_sync_interval_seconds", "How often a project is to be synced.");
        HELP.put("micromirror_sync_last_success_timestamp_seconds", "When a sync last ended with nothing left to do.");
        HELP.put("micromirror_sync_last_published_timestamp_seconds", "When what is served went live.");
        HELP.put("micromirror_sync_last_finished_timestamp_seconds", "When a sync last ended, however it did.");
        HELP.put("micromirror_sync_last_duration_seconds", "How long the last sync took.");
        HELP.put("micromirror_sync_last_bytes", "Bytes that the last sync fetched.");
    }

    private final Map<String, List<String>> samples = new LinkedHashMap<>();

    private NodeMetrics() {
        HELP.keySet().forEach(name -> samples.put(name, new ArrayList<>()));
    }

    static String render(Collection<MirrorNode> nodes, Collection<MirrorProject> projects) {
        NodeMetrics metrics = new NodeMetrics();
        Map<String, MirrorProject> catalogue = projects.stream()
                .collect(Collectors.toMap(each -> each.getMetadata().getName(), Function.identity(), (one, _) -> one));
        nodes.forEach(node -> metrics.add(node, catalogue));
        return metrics.text();
    }

    private void add(MirrorNode node, Map<String, MirrorProject> catalogue) {
        String name = node.getMetadata().getName();
        node.getSpec()
                .projects()
                .forEach(entry -> Optional.ofNullable(catalogue.get(entry.name()))
                        .map(MirrorProject::getSpec)
                        .ifPresent(spec -> add(
                                "micromirror_sync_interval_seconds",
                                labels(name, entry.name()),
                                (entry.schedule() == null ? spec.schedule() : entry.schedule()).everySeconds())));
        if (node.getStatus() == null) {
            return;
        }
        node.getStatus()
                .conditions()
                .forEach(condition -> add(
                        "micromirror_condition",
                        "node=\"%s\",type=\"%s\"".formatted(name, condition.getType()),
                        switch (condition.getStatus()) {
                            case "True" -> 1;
                            case "False" -> 0;
                            default -> -1;
                        }));
        if (node.getStatus().certificate() != null) {
            add(
                    "micromirror_certificate_expiry_timestamp_seconds",
                    "node=\"" + name + "\"",
                    node.getStatus().certificate().expires());
        }
        node.getStatus().projects().forEach(project -> add(name, project));
    }

    private void add(String node, ProjectStatus project) {
        String labels = labels(node, project.name());
        Verdicts.gravity(project).ifPresent(level -> {
            String checked = labels + ",checker=\"" + escaped(project.verdict().checker()) + "\"";
            add("micromirror_check_level", checked, level);
            add(
                    "micromirror_check_since_timestamp_seconds",
                    checked,
                    project.verdict().since());
            add(
                    "micromirror_check_drop_timestamp_seconds",
                    checked,
                    project.verdict().dropsAt());
        });
        add("micromirror_sync_last_success_timestamp_seconds", labels, project.succeeded());
        add("micromirror_sync_last_published_timestamp_seconds", labels, project.published());
        if (project.lastSync() != null && project.lastSync().finished() != null) {
            Instant finished = project.lastSync().finished();
            add("micromirror_sync_last_finished_timestamp_seconds", labels, finished);
            Instant started = project.lastSync().started();
            if (started != null) {
                add(
                        "micromirror_sync_last_duration_seconds",
                        labels,
                        finished.getEpochSecond() - started.getEpochSecond());
            }
            if (project.lastSync().bytes() != null) {
                add("micromirror_sync_last_bytes", labels, project.lastSync().bytes());
            }
        }
    }

    private static String labels(String node, String project) {
        return "node=\"%s\",project=\"%s\"".formatted(escaped(node), escaped(project));
    }

    private static String escaped(String value) {
        return value == null
                ? ""
                : value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
    }

    private void add(String metric, String labels, Instant time) {
        if (time != null) {
            add(metric, labels, time.getEpochSecond());
        }
    }

    private void add(String metric, String labels, long value) {
        samples.get(metric).add("%s{%s} %d%n".formatted(metric, labels, value));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        samples.forEach((metric, lines) -> {
            if (!lines.isEmpty()) {
                text.append("# HELP %s %s\n# TYPE %s gauge\n".formatted(metric, HELP.get(metric), metric));
                lines.forEach(text::append);
            }
        });
        return text.toString();
    }
}
