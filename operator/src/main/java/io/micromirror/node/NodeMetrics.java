package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Condition;
import io.micromirror.api.Bytes;
import io.micromirror.api.LastSync;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.MirrorProjectSpec;
import io.micromirror.api.ProjectStatus;
import io.micromirror.api.ProjectVerdict;
import io.micromirror.api.ScrubStatus;
import io.micromirror.metrics.MetricText;
import io.micromirror.metrics.MetricText.Labels;
import io.micromirror.serve.ServingReport;
import io.micromirror.traffic.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the statuses tell, and what the mirrors tell of their disks, for Prometheus. Written from the objects at each
 * scrape, so that no series outlives what it speaks of, and none is kept in memory.
 */
final class NodeMetrics {
    private static final Map<String, String> HELP = new LinkedHashMap<>();
    private static final String NODE = "node";

    static {
        HELP.put("micromirror_condition", "Condition of a mirror: 1 True, 0 False, -1 Unknown.");
        HELP.put(
                "micromirror_check_level",
                "What the checker would say: 0 OK, 1 UNKNOWN, 2 LAGGING, 3 PARTIAL, 4 DROPPED.");
        HELP.put("micromirror_check_since_timestamp_seconds", "Since when the checker would say so.");
        HELP.put(
                "micromirror_check_drop_timestamp_seconds",
                "When the checker would send no more users if nothing changed.");
        HELP.put("micromirror_check_strikes", "Failed runs in a row that the checker has counted.");
        HELP.put(
                "micromirror_check_strikes_allowed", "Failed runs in a row after which the checker disables a mirror.");
        HELP.put("micromirror_certificate_expiry_timestamp_seconds", "When the certificate of https expires.");
        HELP.put(
                "micromirror_serving_config_info",
                "Fingerprints of the configuration that is wanted and that is live.");
        HELP.put("micromirror_serving_config_rejected", "Whether nginx refused the configuration that is wanted.");
        HELP.put("micromirror_serving_answered_timestamp_seconds", "When the mirror last answered its operator.");
        HELP.put("micromirror_push_listening", "Whether a source of news is listened to.");
        HELP.put("micromirror_storage_size_bytes", "Size of the file system that holds the trees.");
        HELP.put("micromirror_storage_free_bytes", "What of it is free.");
        HELP.put("micromirror_storage_reserve_bytes", "What of it no sync takes.");
        HELP.put("micromirror_project_size_bytes", "What a project's tree takes on the disk.");
        HELP.put("micromirror_project_files", "Files of a project's tree.");
        HELP.put("micromirror_sync_interval_seconds", "How often a project is to be synced.");
        HELP.put("micromirror_sync_last_success_timestamp_seconds", "When a sync last ended with nothing left to do.");
        HELP.put("micromirror_sync_last_published_timestamp_seconds", "When what is served went live.");
        HELP.put("micromirror_sync_last_finished_timestamp_seconds", "When a sync last ended, however it did.");
        HELP.put("micromirror_sync_last_duration_seconds", "How long the last sync took.");
        HELP.put(
                "micromirror_probe_failing_since_timestamp_seconds",
                "Since when no upstream of a project can be asked for news; absent while one can.");
        HELP.put("micromirror_sync_last_bytes", "Bytes that the last sync fetched.");
        HELP.put("micromirror_scrub_last_finished_timestamp_seconds", "When a scrub of a project last ended.");
        HELP.put("micromirror_scrub_files", "Files that the last scrub read and compared with an index.");
        HELP.put("micromirror_scrub_uncovered_percent", "Percent of the files for which no index holds a checksum.");
        HELP.put("micromirror_scrub_bad", "Files that the last scrub found damaged.");
        HELP.put("micromirror_scrub_mended", "Files that the last scrub mended.");
        HELP.put("micromirror_scrub_open", "Files that are damaged still, and not served.");
        HELP.put("micromirror_scrub_unreadable", "Files that the disk would not read to the last scrub.");
        HELP.put("micromirror_scrub_bad_total", "Files that were ever found damaged.");
        HELP.put("micromirror_scrub_interval_seconds", "In what time every file of a mirror is to be read once.");
        HELP.put("micromirror_traffic_sent_bytes_total", "Bytes sent by http and rsync, without headers.");
        HELP.put("micromirror_traffic_requests_total", "Requests that were answered so.");
        HELP.put("micromirror_traffic_unread_lines_total", "Lines of the logs that could not be read.");
    }

    private final MetricText text = new MetricText(HELP);

    private NodeMetrics() {}

    /** Every metric that is told of mirrors. */
    static Set<String> names() {
        return Collections.unmodifiableSet(HELP.keySet());
    }

    /**
     * The text that Prometheus reads.
     *
     * @param gauges what a mirror itself told last
     * @param blind the projects whose upstreams cannot be asked for news, and since when
     */
    static MetricText render(
            Collection<MirrorNode> nodes,
            Collection<MirrorProject> projects,
            Function<MirrorNode, Optional<StorageReader.Gauge>> gauges,
            Function<MirrorNode, Map<String, Instant>> blind) {
        NodeMetrics metrics = new NodeMetrics();
        Map<String, MirrorProjectSpec> catalogue = projects.stream()
                .filter(each -> each.getSpec() != null)
                .collect(Collectors.toMap(
                        each -> each.getMetadata().getName(), MirrorProject::getSpec, (one, _) -> one));
        nodes.forEach(node -> {
            metrics.wanted(node, catalogue);
            metrics.status(node, catalogue);
            blind.apply(node)
                    .forEach((project, since) -> metrics.text.add(
                            "micromirror_probe_failing_since_timestamp_seconds",
                            project(node.getMetadata().getName(), project),
                            since));
            gauges.apply(node)
                    .ifPresent(gauge -> metrics.told(node.getMetadata().getName(), gauge));
        });
        return metrics.text;
    }

    private void wanted(MirrorNode node, Map<String, MirrorProjectSpec> catalogue) {
        String name = node.getMetadata().getName();
        text.add(
                "micromirror_storage_reserve_bytes",
                Labels.of(NODE, name),
                Bytes.of(node.getSpec().storage().reserve()));
        if (node.getSpec().scrub().days() > 0) {
            text.add(
                    "micromirror_scrub_interval_seconds",
                    Labels.of(NODE, name),
                    Duration.ofDays(node.getSpec().scrub().days()).toSeconds());
        }
        node.getSpec()
                .projects()
                .forEach(entry -> Optional.ofNullable(catalogue.get(entry.name()))
                        .map(spec -> entry.schedule() == null ? spec.schedule() : entry.schedule())
                        .ifPresent(schedule -> text.add(
                                "micromirror_sync_interval_seconds",
                                project(name, entry.name()),
                                schedule.everySeconds())));
    }

    private void status(MirrorNode node, Map<String, MirrorProjectSpec> catalogue) {
        if (node.getStatus() == null) {
            return;
        }
        String name = node.getMetadata().getName();
        node.getStatus()
                .conditions()
                .forEach(each ->
                        text.add("micromirror_condition", Labels.of(NODE, name, "type", each.getType()), value(each)));
        if (node.getStatus().certificate() != null) {
            text.add(
                    "micromirror_certificate_expiry_timestamp_seconds",
                    Labels.of(NODE, name),
                    node.getStatus().certificate().expires());
        }
        node.getStatus()
                .push()
                .forEach(each -> text.add(
                        "micromirror_push_listening",
                        Labels.of(NODE, name, "source", each.source()),
                        Boolean.TRUE.equals(each.listening()) ? 1 : 0));
        node.getStatus().projects().forEach(each -> {
            Labels project = project(name, each.name());
            synced(project, each);
            checked(project, each, catalogue.get(each.name()));
            scrubbed(project, each.scrub());
        });
    }

    private void scrubbed(Labels project, ScrubStatus scrub) {
        if (scrub == null) {
            return;
        }
        text.add("micromirror_scrub_last_finished_timestamp_seconds", project, scrub.finished());
        text.add("micromirror_scrub_files", project, scrub.files());
        text.add("micromirror_scrub_uncovered_percent", project, scrub.uncoveredPercent());
        text.add("micromirror_scrub_bad", project, scrub.bad());
        text.add("micromirror_scrub_mended", project, scrub.mended());
        text.add("micromirror_scrub_open", project, scrub.open() == null ? 0 : scrub.open());
        text.add("micromirror_scrub_unreadable", project, scrub.unreadable() == null ? 0 : scrub.unreadable());
        text.add("micromirror_scrub_bad_total", project, scrub.badEver());
    }

    private static int value(Condition condition) {
        return switch (condition.getStatus()) {
            case "True" -> 1;
            case "False" -> 0;
            default -> -1;
        };
    }

    private void checked(Labels project, ProjectStatus status, MirrorProjectSpec spec) {
        ProjectVerdict verdict = status.verdict();
        if (verdict == null) {
            return;
        }
        Labels labels = project.and("checker", verdict.checker());
        text.add("micromirror_check_level", labels, Verdicts.gravity(status).orElse(null));
        text.add("micromirror_check_since_timestamp_seconds", labels, verdict.since());
        text.add("micromirror_check_drop_timestamp_seconds", labels, verdict.dropsAt());
        if (spec != null
                && spec.checker() != null
                && spec.checker().strikes() != null
                && spec.checker().strikes() > 0) {
            text.add("micromirror_check_strikes_allowed", labels, spec.checker().strikes());
            text.add("micromirror_check_strikes", labels, verdict.strikes() == null ? 0 : verdict.strikes());
        }
    }

    private void synced(Labels project, ProjectStatus status) {
        text.add("micromirror_sync_last_success_timestamp_seconds", project, status.succeeded());
        text.add("micromirror_sync_last_published_timestamp_seconds", project, status.published());
        if (status.size() != null) {
            text.add("micromirror_project_size_bytes", project, status.size().allocated());
            text.add("micromirror_project_files", project, status.size().files());
        }
        LastSync last = status.lastSync();
        if (last == null || last.finished() == null) {
            return;
        }
        text.add("micromirror_sync_last_finished_timestamp_seconds", project, last.finished());
        text.add("micromirror_sync_last_bytes", project, last.bytes());
        if (last.started() != null) {
            text.add(
                    "micromirror_sync_last_duration_seconds",
                    project,
                    last.finished().getEpochSecond() - last.started().getEpochSecond());
        }
    }

    private void told(String name, StorageReader.Gauge gauge) {
        Labels labels = Labels.of(NODE, name);
        text.add("micromirror_serving_answered_timestamp_seconds", labels, gauge.answered());
        gauge.space().ifPresent(space -> {
            text.add("micromirror_storage_size_bytes", labels, space.size());
            text.add("micromirror_storage_free_bytes", labels, space.free());
        });
        gauge.serving().ifPresent(report -> {
            text.add("micromirror_serving_config_rejected", labels, report.error() == null ? 0 : 1);
            text.add("micromirror_serving_config_info", config(labels, report), 1);
        });
        gauge.traffic().ifPresent(report -> sent(name, report.totals()));
    }

    /** As the mirror's own counters tell, which lie on its storage, so they begin anew with no pod and no operator. */
    private void sent(String name, Totals totals) {
        text.add("micromirror_traffic_unread_lines_total", Labels.of(NODE, name), totals.unread());
        totals.projects().forEach((project, of) -> {
            Labels labels = project(name, project);
            text.add("micromirror_traffic_sent_bytes_total", labels.and("family", "ipv4"), of.bytes() - of.bytes6());
            text.add("micromirror_traffic_sent_bytes_total", labels.and("family", "ipv6"), of.bytes6());
            for (int i = 0; i < of.answers().size(); i++) {
                text.add(
                        "micromirror_traffic_requests_total",
                        labels.and("answer", Totals.ANSWERS.get(i)),
                        of.answers().get(i));
            }
        });
    }

    private static Labels config(Labels labels, ServingReport report) {
        return labels.and("wanted", report.wanted(), "live", report.live());
    }

    private static Labels project(String node, String project) {
        return Labels.of(NODE, node, "project", project);
    }
}
