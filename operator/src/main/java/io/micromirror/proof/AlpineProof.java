package io.micromirror.proof;

import java.io.IOException;
import java.util.Optional;

/** A directory of Alpine's packages and its APKINDEX, which holds its own signature (apk's apk-repositories(5)). */
final class AlpineProof {
    private static final String INDEX = "APKINDEX.tar.gz";

    private final Group group;
    private final Named named;

    private AlpineProof(Group group, Named named) {
        this.group = group;
        this.named = named;
    }

    static void prove(Group group, Named named) throws IOException {
        group.demand(INDEX);
        if (!group.unchanged(INDEX)) {
            new AlpineProof(group, named).index();
        }
    }

    private void index() throws IOException {
        String called = group.full(INDEX);
        boolean signed = false;
        boolean read = false;
        try (Unpacked in = Unpacked.open(group.demand(INDEX).path(), called, Unpacked.GENEROUS)) {
            Tar tar = new Tar(in, called);
            while (tar.next()) {
                signed |= isSignature(tar.name());
                if (tar.name().equals("APKINDEX")) {
                    read = true;
                    packages(new Lines(tar.body(), called), called);
                }
            }
        }
        if (!read) {
            throw new Contradiction("%s holds no APKINDEX", called);
        }
        if (!signed && wasSigned()) {
            throw new Contradiction("%s is not signed, and it was before", called);
        }
    }

    private void packages(Lines lines, String called) throws IOException {
        String name = "";
        String version = "";
        long size = Named.ANY_SIZE;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("P:")) {
                name = line.substring(2);
            } else if (line.startsWith("V:")) {
                version = line.substring(2);
            } else if (line.startsWith("S:")) {
                size = Names.size(line.substring(2), called);
            } else if (line.isEmpty()) {
                onePackage(name, version, size, called);
                name = "";
                version = "";
                size = Named.ANY_SIZE;
            }
        }
        onePackage(name, version, size, called);
    }

    private void onePackage(String name, String version, long size, String called) throws Contradiction {
        if (!name.isEmpty()) {
            named.file(Names.below(group.path(), name + "-" + version + ".apk", called), size);
        }
    }

    private boolean wasSigned() {
        Optional<Tree.Found> former = group.former(INDEX);
        if (former.isEmpty()) {
            return false;
        }
        try (Unpacked in = Unpacked.open(former.get().path(), INDEX, Unpacked.GENEROUS)) {
            Tar tar = new Tar(in, INDEX);
            return tar.next() && isSignature(tar.name());
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isSignature(String name) {
        return name.startsWith(".SIGN.");
    }
}
