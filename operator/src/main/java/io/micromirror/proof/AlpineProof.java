package io.micromirror.proof;

import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A directory of Alpine's packages and its APKINDEX, which holds its own signature (apk's apk-repositories(5)). */
final class AlpineProof {
    private static final String INDEX = "APKINDEX.tar.gz";

    /** SHA-1; another figure is another kind. */
    private static final String CHECKSUM = "C:Q1";

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
        Optional<Checksum> checksum = Optional.empty();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("P:")) {
                name = line.substring(2);
            } else if (line.startsWith("V:")) {
                version = line.substring(2);
            } else if (line.startsWith("S:")) {
                size = Names.size(line.substring(2), called);
            } else if (line.startsWith(CHECKSUM)) {
                checksum = checksum(line.substring(CHECKSUM.length()));
            } else if (line.isEmpty()) {
                onePackage(name + "-" + version, size, checksum, called);
                name = "";
                version = "";
                size = Named.ANY_SIZE;
                checksum = Optional.empty();
            }
        }
        onePackage(name + "-" + version, size, checksum, called);
    }

    private void onePackage(String stem, long size, Optional<Checksum> checksum, String called) throws Contradiction {
        if (!stem.startsWith("-")) {
            named.file(Names.below(group.path(), stem + ".apk", called), size, checksum);
        }
    }

    private static Optional<Checksum> checksum(String base64) {
        try {
            return Checksum.told(
                    Checksum.Kind.APK,
                    HexFormat.of().formatHex(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
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

    static boolean isSignature(String name) {
        return name.startsWith(".SIGN.");
    }
}
