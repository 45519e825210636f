package io.micromirror.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The checksums that the indexes of a live tree hold: what a scrub compares the tree with. Each index is read as a stream,
 * and only one that has the checksum that is said of it, where one is.
 */
public final class Sums {
    private Sums() {}

    /**
     * An index, or a group of them, that is not what it should be.
     *
     * @param path relative to the tree
     * @param why one sentence
     */
    public record Damage(String path, String why) {
        static Damage of(String path, Contradiction why) {
            return new Damage(path, why.getMessage());
        }
    }

    /**
     * Tells of every file that a live group names with its checksum, its own indexes included.
     *
     * @param layout a layout's name, as in {@link Proofs}
     * @param groupPath the directory with its entry points, relative to the tree
     * @return what of its indexes is damaged, or cannot be read: what that names is untold
     * @throws IllegalArgumentException when there is no such layout
     */
    public static List<Damage> of(String layout, String groupPath, Path liveTree, Mention told) {
        Group group = new Group(new Tree(liveTree.resolve(groupPath)), groupPath, Optional.empty());
        Named named = Named.telling(groupPath, liveTree, told);
        try {
            return switch (layout) {
                case "apt" -> AptSums.tell(group, named);
                case "rpm" -> RpmProof.tell(group, named);
                default -> {
                    Proofs.proving(layout).prove(group, named);
                    yield List.of();
                }
            };
        } catch (IOException | RuntimeException trouble) {
            return List.of(Damage.of(
                    groupPath.isEmpty() ? "." : groupPath,
                    trouble instanceof Contradiction known
                            ? known
                            : new Contradiction("'%s' cannot be read: %s", groupPath, trouble)));
        }
    }
}
