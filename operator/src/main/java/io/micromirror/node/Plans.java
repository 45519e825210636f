package io.micromirror.node;

import io.micromirror.api.Bytes;
import io.micromirror.api.MaxDelete;
import io.micromirror.api.MirrorNodeSpec;
import io.micromirror.api.MirrorProjectSpec;
import io.micromirror.layout.Filters;
import io.micromirror.layout.Layout;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.sync.Limits;
import io.micromirror.sync.SyncPlan;

/** A project of a mirror in, what its syncs do out. */
final class Plans {
    private static final double PERCENT = 100.0;

    private Plans() {}

    /**
     * The plan.
     *
     * @throws IllegalArgumentException with a sentence, when the project cannot be synced so
     */
    static SyncPlan of(String node, MirrorNodeSpec spec, Carried each) {
        MirrorProjectSpec project = each.project();
        return new SyncPlan(
                node,
                each.name(),
                project.title(),
                layout(project.layout()),
                project.path(),
                project.module(),
                each.upstreams(),
                filters(project.filters()),
                limits(spec, each),
                project.signedBy(),
                null,
                false,
                each.probe().orElse(null));
    }

    private static Limits limits(MirrorNodeSpec spec, Carried each) {
        io.micromirror.api.Limits limits = each.project().limits();
        MaxDelete maxDelete = limits.maxDelete();
        String bandwidth = each.entry().bandwidth() == null
                ? limits.bandwidth()
                : each.entry().bandwidth();
        return new Limits(
                limits.retainSeconds().longValue(),
                new io.micromirror.sync.MaxDelete(maxDelete.count(), maxDelete.percent() / PERCENT),
                Bytes.of(spec.storage().reserve()),
                bandwidth == null ? null : Bytes.of(bandwidth),
                limits.connections());
    }

    private static Filters filters(io.micromirror.api.Filters filters) {
        return filters == null
                ? Filters.NONE
                : new Filters(filters.include(), filters.exclude(), filters.protect(), filters.risk());
    }

    private static Layout layout(io.micromirror.api.Layout layout) {
        return switch (layout) {
            case APT -> Layout.APT;
            case RPM -> Layout.RPM;
            case ARCH -> Layout.ARCH;
            case ALPINE -> Layout.ALPINE;
            case FDROID -> Layout.FDROID;
            case IMAGES -> Layout.IMAGES;
            case PLAIN -> Layout.PLAIN;
        };
    }
}
