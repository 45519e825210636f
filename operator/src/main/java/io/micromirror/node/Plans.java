package io.micromirror.node;

import io.micromirror.api.Bytes;
import io.micromirror.api.ExpectedSize;
import io.micromirror.api.Location;
import io.micromirror.api.MaxDelete;
import io.micromirror.api.MirrorNodeSpec;
import io.micromirror.api.MirrorProjectSpec;
import io.micromirror.api.Sponsor;
import io.micromirror.api.TraceStyle;
import io.micromirror.filelist.ListFormat;
import io.micromirror.layout.Layout;
import io.micromirror.node.NodeView.Carried;
import io.micromirror.sync.FileList;
import io.micromirror.sync.Limits;
import io.micromirror.sync.SyncPlan;
import io.micromirror.sync.Trace;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                Part.filters(each.entry(), project),
                fileList(project.fileList()),
                limits(spec, each),
                project.signedBy(),
                null,
                false,
                each.probe().orElse(null),
                trace(spec, project.trace()),
                size(each));
    }

    /** The catalogue's word is of the whole project. */
    private static Long size(Carried each) {
        ExpectedSize size = each.project().size();
        return size == null || each.entry().carry() != null ? null : Bytes.of(size.bytes());
    }

    private static Trace trace(MirrorNodeSpec spec, TraceStyle style) {
        return switch (style) {
            case NONE -> null;
            case DEBIAN -> trace(spec, Trace.Style.DEBIAN);
            case UBUNTU -> trace(spec, Trace.Style.UBUNTU);
            case UBUNTU_RELEASES -> trace(spec, Trace.Style.UBUNTU_RELEASES);
        };
    }

    private static Trace trace(MirrorNodeSpec spec, Trace.Style style) {
        Optional<Sponsor> sponsor = Optional.ofNullable(spec.sponsor());
        Optional<Location> location = Optional.ofNullable(spec.location());
        return new Trace(
                style,
                spec.hostname(),
                spec.contact(),
                sponsor.map(one -> one.url() == null ? one.name() : one.name() + " <" + one.url() + ">")
                        .orElse(null),
                location.map(Location::country).orElse(null),
                location.map(place -> Stream.of(place.city(), place.region())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(", ")))
                        .orElse(null));
    }

    private static Limits limits(MirrorNodeSpec spec, Carried each) {
        io.micromirror.api.Limits limits = each.project().limits();
        MaxDelete maxDelete = limits.maxDelete();
        return new Limits(
                limits.retainSeconds().longValue(),
                new io.micromirror.sync.MaxDelete(maxDelete.count(), maxDelete.percent() / PERCENT),
                Bytes.of(spec.storage().reserve()),
                bandwidth(spec, each),
                limits.connections(),
                limits.stallSeconds().longValue(),
                null);
    }

    /** The project's own, but never more than its part of what all syncs together may take; null: no limit. */
    private static Long bandwidth(MirrorNodeSpec spec, Carried each) {
        String own = each.entry().bandwidth() == null
                ? each.project().limits().bandwidth()
                : each.entry().bandwidth();
        String all = spec.sync().bandwidth();
        if (all == null) {
            return own == null ? null : Bytes.of(own);
        }
        long share = Math.max(1, Bytes.of(all) / spec.sync().concurrent());
        return own == null ? share : Math.min(share, Bytes.of(own));
    }

    private static FileList fileList(io.micromirror.api.FileList list) {
        return list == null
                ? null
                : new FileList(
                        list.path(),
                        switch (list.format()) {
                            case null -> null;
                            case FULL_FILE_TIME_LIST -> ListFormat.FULLFILETIMELIST;
                            case SNAPSHOT_INDEX -> ListFormat.SNAPSHOTINDEX;
                        },
                        list.fullPassSeconds().longValue());
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
