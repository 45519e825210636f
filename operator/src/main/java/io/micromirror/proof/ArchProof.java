package io.micromirror.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * A pacman repository: each database {@code X.db} of the directory and the packages it names; its other name
 * {@code X.db.tar.*}, its signature, and {@code X.files}, which must be of the same packages.
 */
final class ArchProof {
    private static final String DATABASE = ".db";

    private final Group group;
    private final Named named;

    private ArchProof(Group group, Named named) {
        this.group = group;
        this.named = named;
    }

    static void prove(Group group, Named named) throws IOException {
        ArchProof proof = new ArchProof(group, named);
        List<String> names = group.names();
        boolean any = false;
        for (String name : names) {
            if (name.endsWith(DATABASE)) {
                any = true;
                proof.repository(name.substring(0, name.length() - DATABASE.length()), names);
            }
        }
        if (!any) {
            throw new Contradiction("%s has no database of packages", group.full("*" + DATABASE));
        }
    }

    private void repository(String repository, List<String> names) throws IOException {
        String database = repository + DATABASE;
        String files = repository + ".files";
        for (String name : List.of(database, files)) {
            otherNames(name, names);
            group.demandAsBefore(name);
            group.demandAsBefore(name + ".sig");
        }
        boolean hasFiles = group.find(files).isPresent();
        if (group.unchanged(database) && (!hasFiles || group.unchanged(files))) {
            return;
        }
        Packages packages = read(database, true);
        if (hasFiles && !read(files, false).equals(packages)) {
            throw new Contradiction("%s is of other packages than %s beside it", group.full(files), database);
        }
    }

    /** The name that clients ask for is usually a link to one that tells the packing. */
    private void otherNames(String name, List<String> names) throws IOException {
        for (String other : names) {
            Optional<Tree.Found> file = group.find(other);
            if (file.isPresent()
                    && other.startsWith(name + ".tar.")
                    && List.of("gz", "xz", "zst", "bz2").contains(other.substring(name.length() + 5))
                    && Files.mismatch(file.get().path(), group.demand(name).path()) != -1) {
                throw new Contradiction("%s has other content than %s beside it", group.full(other), name);
            }
        }
    }

    /** What a database is of: how many packages, and a sum over them in any order. */
    private record Packages(long count, long sum) {
        Packages plus(String filename, String checksum) {
            // A multiplication spreads what little hash codes differ in; an attacker has better ways than collisions.
            long mixed = (31L * filename.hashCode() + checksum.hashCode()) * 0x9E3779B97F4A7C15L;
            return new Packages(count + 1, sum + (mixed ^ (mixed >>> 32)));
        }
    }

    private Packages read(String database, boolean follow) throws IOException {
        String called = group.full(database);
        Packages packages = new Packages(0, 0);
        try (Unpacked in = Unpacked.open(group.demand(database).path(), called, Unpacked.GENEROUS)) {
            Tar tar = new Tar(in, called);
            while (tar.next()) {
                if (Names.last(tar.name()).equals("desc")) {
                    Description description = Description.read(new Lines(tar.body(), called), called);
                    packages = packages.plus(description.filename(), description.checksum());
                    if (follow) {
                        named.file(
                                Names.below(group.path(), description.filename(), called),
                                description.size(),
                                Checksum.told(description.checksum()));
                    }
                }
            }
        }
        return packages;
    }

    /** A package as its {@code desc} says: a name between percent signs, its values on the next lines, an empty line. */
    private record Description(String filename, long size, String checksum) {
        static Description read(Lines lines, String called) throws IOException {
            String filename = "";
            String checksum = "";
            long size = Named.ANY_SIZE;
            String before = "";
            for (String line = lines.next(); line != null; line = lines.next()) {
                switch (before) {
                    case "%FILENAME%" -> filename = line;
                    case "%CSIZE%" -> size = Names.size(line, called);
                    case "%MD5SUM%" -> checksum = checksum.isEmpty() ? line : checksum;
                    case "%SHA256SUM%" -> checksum = line;
                    default -> {
                        // Says nothing about the file.
                    }
                }
                before = line;
            }
            return new Description(filename, size, checksum);
        }
    }
}
