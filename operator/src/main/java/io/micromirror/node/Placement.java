package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeSpec;
import io.micromirror.node.NodeView.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return twice(node.getSpec()).or(() -> senior(node, others));
    }

    /** One mirror's own ports must differ. */
    private static Optional<Problem> twice(MirrorNodeSpec spec) {
        Map<Integer, List<String>> fields = ports(spec)
                .collect(Collectors.groupingBy(Port::number, Collectors.mapping(Port::field, Collectors.toList())));
        return fields.entrySet().stream()
                .filter(port -> port.getValue().size() > 1)
                .findFirst()
                .map(port -> new Problem(
                        "Conflict",
                        "%s are both %d. Give one of them another port."
                                .formatted(String.join(" and ", port.getValue()), port.getKey())));
    }

    private static Optional<Problem> senior(MirrorNode node, Collection<MirrorNode> others) {
        return others.stream()
                .filter(other ->
                        !other.getMetadata().getName().equals(node.getMetadata().getName()))
                .filter(other -> other.getSpec() != null && SENIORITY.compare(other, node) < 0)
                .sorted(SENIORITY)
                .flatMap(other -> conflict(node, other).stream())
                .findFirst();
    }

    private static Optional<Problem> conflict(MirrorNode node, MirrorNode other) {
        Optional<Problem> place = mayMeet(node.getSpec(), other.getSpec()) ? onOneNode(node, other) : Optional.empty();
        return place.or(() -> names(node, other));
    }

    /** A distribution that lists a name twice sends the users of one mirror to the other. */
    private static Optional<Problem> names(MirrorNode node, MirrorNode other) {
        Set<String> taken = names(other.getSpec()).collect(Collectors.toSet());
        return names(node.getSpec())
                .filter(taken::contains)
                .findFirst()
                .map(name -> new Problem(
                        "Conflict",
                        "spec.hostname, spec.aliases: MirrorNodes %s and %s share the name %s. Give it to one of them."
                                .formatted(
                                        other.getMetadata().getName(),
                                        node.getMetadata().getName(),
                                        name)));
    }

    private static Stream<String> names(MirrorNodeSpec spec) {
        return Stream.concat(Stream.of(spec.hostname()), spec.aliases().stream());
    }

    private static Optional<Problem> onOneNode(MirrorNode node, MirrorNode other) {
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
        Set<Integer> shared = ports(node.getSpec()).map(Port::number).collect(Collectors.toCollection(TreeSet::new));
        shared.retainAll(ports(other.getSpec()).map(Port::number).toList());
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        "Conflict",
                        "spec.http.port, spec.http.tls.port, spec.rsync.port: %s share port %s on one node. Give one of them other ports or a nodeName of its own."
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

    private record Port(String field, int number) {}

    private static Stream<Port> ports(MirrorNodeSpec spec) {
        return Stream.concat(
                Stream.of(
                        new Port("spec.http.port", spec.http().port()),
                        new Port("spec.rsync.port", spec.rsync().port())),
                Stream.ofNullable(spec.http().tls()).map(tls -> new Port("spec.http.tls.port", tls.port())));
    }

    private static boolean within(String path, String root) {
        return path.equals(root) || path.startsWith(root.endsWith("/") ? root : root + "/");
    }
}
