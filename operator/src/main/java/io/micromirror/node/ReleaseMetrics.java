package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import io.micromirror.metrics.MetricText;
import io.micromirror.metrics.MetricText.Labels;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What is known of releases on their days, for Prometheus; nothing on all other days. */
final class ReleaseMetrics {
    private static final String UPSTREAM = "micromirror_release_upstream_open_timestamp_seconds";
    private static final String HERE = "micromirror_release_open";
    private static final Map<String, String> HELP = new LinkedHashMap<>();

    static {
        HELP.put(UPSTREAM, "When the upstream was first seen to have opened the release that was announced.");
        HELP.put(HERE, "Whether the mirror has opened it as well.");
    }

    private ReleaseMetrics() {}

    static Set<String> names() {
        return Set.copyOf(HELP.keySet());
    }

    static MetricText render(Collection<MirrorNode> nodes, Function<MirrorNode, Collection<Opened>> releases) {
        MetricText text = new MetricText(HELP);
        nodes.forEach(node -> releases.apply(node).forEach(opened -> {
            Labels labels = Labels.of("node", node.getMetadata().getName(), "project", opened.project());
            text.add(UPSTREAM, labels, opened.since());
            text.add(HERE, labels, opened.here() ? 1 : 0);
        }));
        return text;
    }
}
