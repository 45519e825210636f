package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeSpec;
import io.micromirror.node.NodeView.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * May a mirror have the disk and the ports that it asks for? Of two that want the same, the one that was there first
 * keeps it, and the other says so.
 */
final class Placement {
    private static final Comparator<MirrorNode> SENIORITY = Comparator.comparing(
                    (MirrorNode node) -> node.getMetadata().getCreationTimestamp(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(node -> node.getMetadata().getName());

    private Placement() {}

    static Optional<Problem> problem(MirrorNode node, Collection<MirrorNode> others, List<String> storageRoots) {
        String path = node.getSpec().storage().path();
        if (storageRoots.stream().noneMatch(root -> within(path, root))) {
            return Optional.of(new Problem(
                    "StorageNotAllowed",
                    "spec.storage.path: %s lies under none of the chart's storageRoots (%s). Choose a path below one, or add a root to the chart's values."
                            .formatted(path, String.join(", ", storageRoots))));
        }
        if (node.getSpec().http().port().equals(node.getSpec().rsync().port())) {
            return Optional.of(new Problem(
                    "Conflict",
                    "spec.http.port and spec.rsync.port are both %d. Give one of them another port."
                            .formatted(node.getSpec().http().port())));
        }
        return others.stream()
                .filter(other ->
                        !other.getMetadata().getName().equals(node.getMetadata().getName()))
                .filter(other -> other.getSpec() != null && SENIORITY.compare(other, node) < 0)
                .sorted(SENIORITY)
                .flatMap(other -> conflict(node, other).stream())
                .findFirst();
    }

    private static Optional<Problem> conflict(MirrorNode node, MirrorNode other) {
        if (!mayMeet(node.getSpec(), other.getSpec())) {
            return Optional.empty();
        }
        String both = "MirrorNodes " + other.getMetadata().getName() + " and "
                + node.getMetadata().getName();
        String path = node.getSpec().storage().path();
        String otherPath = other.getSpec().storage().path();
        if (within(path, otherPath) || within(otherPath, path)) {
            return Optional.of(new Problem(
                    "Conflict",
                    "spec.storage.path: %s share the storage path %s on one node. Give one of them a directory or a nodeName of its own."
                            .formatted(both, path)));
        }
        Set<Integer> shared = ports(node.getSpec());
        shared.retainAll(ports(other.getSpec()));
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        "Conflict",
                        "spec.http.port, spec.rsync.port: %s share port %s on one node. Give one of them other ports or a nodeName of its own."
                                .formatted(
                                        both,
                                        shared.stream().map(String::valueOf).collect(Collectors.joining(", ")))));
    }

    /** A mirror without a nodeName may land on any node. */
    private static boolean mayMeet(MirrorNodeSpec one, MirrorNodeSpec other) {
        return one.nodeName() == null
                || other.nodeName() == null
                || one.nodeName().equals(other.nodeName());
    }

    private static Set<Integer> ports(MirrorNodeSpec spec) {
        return new TreeSet<>(List.of(spec.http().port(), spec.rsync().port()));
    }

    private static boolean within(String path, String root) {
        return path.equals(root) || path.startsWith(root.endsWith("/") ? root : root + "/");
    }
}
