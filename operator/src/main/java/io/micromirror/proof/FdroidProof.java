package io.micromirror.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An F-Droid repository: entry.json, also in the signed entry.jar, names index-v2.json and what brings an older one up to
 * date; that names the apps. Beside it index-v1.jar for older clients (f-droid.org, "All our APIs").
 */
final class FdroidProof {
    private static final String ENTRY = "entry.json";
    private static final String ENTRY_JAR = "entry.jar";
    private static final String V1 = "index-v1.json";
    private static final String V1_JAR = "index-v1.jar";
    private static final int LARGEST_ENTRY = 1 << 20;

    private final Group group;
    private final Named named;

    private FdroidProof(Group group, Named named) {
        this.group = group;
        this.named = named;
    }

    static void prove(Group group, Named named) throws IOException {
        FdroidProof proof = new FdroidProof(group, named);
        for (String name : List.of(ENTRY, ENTRY_JAR, V1, V1_JAR)) {
            group.demandAsBefore(name);
        }
        boolean second = proof.entry();
        if (group.find(V1_JAR).isPresent()) {
            proof.first();
        } else if (!second) {
            throw new Contradiction("%s is absent, and so is %s", group.full(ENTRY), V1_JAR);
        }
    }

    /** False when there is no index of the second version. */
    private boolean entry() throws IOException {
        Optional<byte[]> bytes = entry(group);
        if (bytes.isEmpty()) {
            return false;
        }
        Optional<Tree.Found> plain = group.find(ENTRY);
        if (plain.isPresent() && !holds(plain.get(), bytes.get())) {
            throw new Contradiction("%s is not what entry.jar beside it holds", group.full(ENTRY));
        }
        FdroidEntry entry = FdroidEntry.read(bytes.get(), group.full(ENTRY));
        index(entry.index());
        for (FdroidEntry.File diff : entry.diffs()) {
            diff(diff);
        }
        return true;
    }

    /** What the signed jar holds, or else the file beside it. */
    static Optional<byte[]> entry(Group group) throws IOException {
        Optional<Tree.Found> jar = group.find(ENTRY_JAR);
        if (jar.isPresent()) {
            try (Unpacked in = Jar.open(jar.get(), ENTRY, group.full(ENTRY_JAR), LARGEST_ENTRY)) {
                return Optional.of(in.readAllBytes());
            }
        }
        Optional<Tree.Found> plain = group.find(ENTRY);
        if (plain.isPresent()) {
            try (Unpacked in = Unpacked.open(plain.get().path(), group.full(ENTRY), LARGEST_ENTRY)) {
                return Optional.of(in.readAllBytes());
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Tree.Found file, byte[] bytes) throws IOException {
        return file.size() == bytes.length && Arrays.equals(Files.readAllBytes(file.path()), bytes);
    }

    private void index(FdroidEntry.File index) throws IOException {
        String name = FdroidApps.below("", index.name(), group.full(ENTRY));
        Tree.Found file = group.demand(name);
        check(name, index, file);
        named.file(group.full(name), index.size(), Checksum.told(Checksum.Kind.SHA256, index.sha256()));
        if (!group.unchanged(name)) {
            try (Unpacked in = Unpacked.open(file.path(), group.full(name), Unpacked.GENEROUS)) {
                apps(in, group.full(name));
            }
        }
    }

    private void diff(FdroidEntry.File diff) throws IOException {
        String name = FdroidApps.below("", diff.name(), group.full(ENTRY));
        Optional<Tree.Found> staged = group.find(name);
        if (staged.isPresent()) {
            check(name, diff, staged.get());
        } else {
            named.file(group.full(name), diff.size(), Checksum.told(Checksum.Kind.SHA256, diff.sha256()));
        }
    }

    private void check(String name, FdroidEntry.File wanted, Tree.Found file) throws IOException {
        if (wanted.size() != Named.ANY_SIZE && wanted.size() != file.size()) {
            throw new Contradiction(
                    "%s is %d bytes, but entry.json says %d", group.full(name), file.size(), wanted.size());
        }
        if (!wanted.sha256().isEmpty() && !new Checksum(Checksum.Kind.SHA256, wanted.sha256()).matches(file.path())) {
            throw new Contradiction("%s has not the SHA256 that entry.json says", group.full(name));
        }
    }

    private void first() throws IOException {
        if (group.unchanged(V1_JAR)) {
            return;
        }
        String called = group.full(V1_JAR);
        try (Unpacked in = Jar.open(group.demand(V1_JAR), V1, called, Unpacked.GENEROUS)) {
            apps(in, called);
        }
    }

    private void apps(Unpacked in, String called) throws IOException {
        Json.walk(in, called, new FdroidApps(called, group.path(), named));
    }
}
