package io.micromirror.proof;

import io.micromirror.proof.Release.Listed;
import io.micromirror.proof.Sums.Damage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The checksums of a suite: of its indexes in Release, of packages and sources in those indexes that have theirs. */
final class AptSums {
    private final Group group;
    private final Named named;
    private final AptProof suite;
    private final List<Damage> damage = new ArrayList<>();

    private AptSums(Group group, Named named) throws IOException {
        this.group = group;
        this.named = named;
        this.suite = new AptProof(group, named);
    }

    /** Each index that is damaged. */
    static List<Damage> tell(Group group, Named named) throws IOException {
        AptSums sums = new AptSums(group, named);
        sums.indexes();
        sums.byHash();
        Set<String> stems = new TreeSet<>();
        sums.suite.release().files().keySet().forEach(name -> stems.add(AptProof.stem(name)));
        for (String stem : stems) {
            if (PackageIndex.is(stem)) {
                sums.follow(stem);
            }
        }
        return sums.damage;
    }

    private void indexes() {
        suite.release().files().forEach((name, listed) -> {
            if (!AptProof.isHead(name) && group.find(name).isPresent()) {
                named.file(group.full(name), listed.size(), Optional.of(listed.checksum()));
            }
        });
    }

    private void byHash() throws IOException {
        Set<String> directories = new TreeSet<>();
        suite.release().files().keySet().forEach(name -> directories.add(Names.directory(name)));
        for (String directory : directories) {
            for (Checksum.Kind kind : Checksum.Kind.values()) {
                String there = (directory.isEmpty() ? "" : directory + "/") + Release.byHashDirectory(kind);
                for (String name : group.names(there)) {
                    Checksum.told(kind, Names.last(name))
                            .ifPresent(checksum -> named.file(group.full(name), Named.ANY_SIZE, Optional.of(checksum)));
                }
            }
        }
    }

    /** Reads the first packing of an index that is whole, and that can be read here. */
    private void follow(String stem) throws IOException {
        for (String ending : AptProof.VARIANTS) {
            Listed listed = suite.release().files().get(stem + ending);
            Optional<String> variant = listed == null ? Optional.empty() : suite.variant(stem, ending, listed);
            if (variant.isPresent() && isWhole(variant.get(), listed)) {
                try {
                    suite.read(stem, variant.get());
                    return;
                } catch (Contradiction asItsReleaseHasIt) {
                    // Nothing is wrong with the file; bzip2, say, is not read here.
                }
            }
        }
    }

    private boolean isWhole(String variant, Listed listed) throws IOException {
        Tree.Found file = group.demand(variant);
        boolean whole = file.size() == listed.size() && suite.matches(file, listed.checksum());
        if (!whole) {
            damage.add(Damage.of(
                    group.full(variant),
                    new Contradiction(
                            "%s has not the %s that its Release lists",
                            group.full(variant), listed.checksum().kind())));
        }
        return whole;
    }
}
