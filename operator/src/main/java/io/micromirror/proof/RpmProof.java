package io.micromirror.proof;

import io.micromirror.proof.RepoMd.Data;
import io.micromirror.proof.Sums.Damage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code repodata} directory: repomd.xml, the files that it names with size and checksum, and the packages that primary
 * names.
 */
final class RpmProof {
    private static final String REPOMD = "repomd.xml";

    private final Group group;
    private final Named named;
    /** What the names in the indexes are relative to. */
    private final String root;

    private RpmProof(Group group, Named named) {
        this.group = group;
        this.named = named;
        this.root = Names.directory(group.path());
    }

    static void prove(Group group, Named named) throws IOException {
        RpmProof proof = new RpmProof(group, named);
        List<Data> former = proof.former();
        RepoMd repoMd = RepoMd.read(group.demand(REPOMD), group.full(REPOMD));
        if (repoMd.data().stream().noneMatch(Data::isPrimary)) {
            throw new Contradiction("%s names no primary index", group.full(REPOMD));
        }
        for (Data data : repoMd.data()) {
            proof.index(data, former.contains(data));
        }
        group.demandAsBefore(REPOMD + ".asc");
        group.demandAsBefore(REPOMD + ".key");
    }

    /**
     * Tells of every file that has a checksum, from indexes that have theirs.
     *
     * @return each index that is damaged
     */
    static List<Damage> tell(Group group, Named named) throws IOException {
        RpmProof proof = new RpmProof(group, named);
        List<Damage> damage = new ArrayList<>();
        for (Data data : RepoMd.read(group.demand(REPOMD), group.full(REPOMD)).data()) {
            proof.tell(data, damage);
        }
        return damage;
    }

    private void tell(Data data, List<Damage> damage) throws IOException {
        String path = Names.below(root, data.href(), group.full(REPOMD));
        named.file(path, data.size(), data.checksum());
        String prefix = group.path().isEmpty() ? "" : group.path() + "/";
        Optional<Tree.Found> file =
                path.startsWith(prefix) ? group.find(path.substring(prefix.length())) : Optional.empty();
        if (data.isPrimary() && file.isPresent()) {
            if (data.checksum().isPresent()
                    && !data.checksum().get().matches(file.get().path())) {
                damage.add(Damage.of(
                        path,
                        new Contradiction(
                                "%s has not the %s that repomd.xml says",
                                path, data.checksum().get().kind())));
            } else {
                packages(data, file.get(), path);
            }
        }
    }

    private List<Data> former() {
        Optional<Tree.Found> file = group.former(REPOMD);
        if (file.isPresent()) {
            try {
                return RepoMd.read(file.get(), REPOMD).data();
            } catch (IOException _) {
                // Then all is new.
            }
        }
        return List.of();
    }

    private void index(Data data, boolean isFormer) throws IOException {
        String path = Names.below(root, data.href(), group.full(REPOMD));
        String prefix = group.path().isEmpty() ? "" : group.path() + "/";
        if (!path.startsWith(prefix)) {
            named.file(path, data.size(), data.checksum());
            return;
        }
        String name = path.substring(prefix.length());
        if (!group.carries(name)) {
            return;
        }
        Tree.Found file = group.demand(name);
        if (data.size() != Named.ANY_SIZE && data.size() != file.size()) {
            throw new Contradiction("%s is %d bytes, but repomd.xml says %d", path, file.size(), data.size());
        }
        boolean served = isFormer
                && file.key() != null
                && group.former(name)
                        .filter(before -> file.key().equals(before.key()))
                        .isPresent();
        if (!served && data.checksum().isPresent() && !data.checksum().get().matches(file.path())) {
            throw new Contradiction(
                    "%s has not the %s that repomd.xml says",
                    path, data.checksum().get().kind());
        }
        if (data.isPrimary() && !(isFormer && group.former(name).isPresent())) {
            packages(data, file, path);
        }
    }

    private void packages(Data data, Tree.Found file, String path) throws IOException {
        boolean told = data.openSize() != Named.ANY_SIZE;
        try (Unpacked in = Unpacked.open(file.path(), path, told ? data.openSize() : Unpacked.GENEROUS)) {
            Primary.read(in, path, root, named);
            if (told && in.count() != data.openSize()) {
                throw new Contradiction(
                        "%s unpacks to %d bytes, but repomd.xml says %d", path, in.count(), data.openSize());
            }
        }
    }
}
