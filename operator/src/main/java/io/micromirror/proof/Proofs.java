package io.micromirror.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves groups of entry points, each in the way of its layout. */
public final class Proofs {
    private static final Logger log = LoggerFactory.getLogger(Proofs.class);

    private Proofs() {}

    /**
     * Whether a group may go live. Whatever is in it, this returns.
     *
     * @param layout a layout's name: apt, rpm, arch, alpine, fdroid, images or plain
     * @param stagedGroup the directory where the group lies aside
     * @param groupPath where it will stand, relative to the project's tree; empty for the tree's root
     * @param liveTree the project's tree, with the content
     * @param liveGroup what stands there now: an index that did not change since is not followed again
     * @throws IllegalArgumentException when there is no such layout
     */
    public static Proof of(String layout, Path stagedGroup, String groupPath, Path liveTree, Optional<Path> liveGroup) {
        return of(layout, stagedGroup, groupPath, liveTree, liveGroup, _ -> true);
    }

    /**
     * As the other, of a mirror that leaves some files out: what it does not carry is not missed.
     *
     * @param carried whether the mirror has a file, by its path in the project's tree
     */
    public static Proof of(
            String layout,
            Path stagedGroup,
            String groupPath,
            Path liveTree,
            Optional<Path> liveGroup,
            Predicate<String> carried) {
        Proving proving = proving(layout);
        try {
            Named named = new Named(stagedGroup, groupPath, liveTree, carried);
            proving.prove(new Group(new Tree(stagedGroup), groupPath, liveGroup.map(Tree::new), carried), named);
            return named.proof();
        } catch (Contradiction contradiction) {
            return new Proof.Broken(contradiction.getMessage());
        } catch (IOException | RuntimeException trouble) {
            log.warn("The proof of {} broke off", groupPath, trouble);
            return new Proof.Broken(new Contradiction("'%s' cannot be proved: %s", groupPath, trouble).getMessage());
        }
    }

    /**
     * Tells every file that a live group names, beside its own entry points.
     *
     * @param told each by its path in the project's tree, some more than once, there or not
     * @return whether all of it could be read; else some may be untold
     * @throws IllegalArgumentException when there is no such layout
     */
    public static boolean names(
            String layout, String groupPath, Path liveTree, Predicate<String> carried, Consumer<String> told) {
        Proving proving = proving(layout);
        Path group = liveTree.resolve(groupPath);
        try {
            proving.prove(
                    new Group(new Tree(group), groupPath, Optional.empty(), carried),
                    new Named(group, groupPath, liveTree, carried, (name, _, _) -> told.accept(name)));
            return true;
        } catch (IOException | RuntimeException trouble) {
            log.warn("What {} names could not be read to its end: {}", groupPath, trouble.toString());
            return false;
        }
    }

    /**
     * When a group was made, as its own entry points say; empty where its layout does not tell, or it cannot be read. What
     * is older than what is served must not go live.
     *
     * @throws IllegalArgumentException when there is no such layout
     */
    public static Optional<Instant> age(String layout, Path group) {
        proving(layout);
        try {
            return Age.of(layout, new Group(new Tree(group), "", Optional.empty()));
        } catch (IOException | RuntimeException untold) {
            log.debug("The age of a group could not be read", untold);
            return Optional.empty();
        }
    }

    static Proving proving(String layout) {
        return switch (layout) {
            case "apt" -> AptProof::prove;
            case "rpm" -> RpmProof::prove;
            case "arch" -> ArchProof::prove;
            case "alpine" -> AlpineProof::prove;
            case "fdroid" -> FdroidProof::prove;
            case "images" -> ImagesProof::prove;
            case "plain" -> (_, _) -> {};
            default -> throw new IllegalArgumentException("there is no layout '" + layout + "'");
        };
    }

    interface Proving {
        void prove(Group group, Named named) throws IOException;
    }
}
