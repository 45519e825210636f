package io.micromirror.proof;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of apps that an index names. The second version says {@code packages/APP/versions/HASH/file/name}, from the
 * repository on; the first {@code packages/APP/[]/apkName}.
 */
final class FdroidApps implements Json.Visitor {
    private final String called;
    private final String directory;
    private final Named named;

    private String name = "";
    private long size = Named.ANY_SIZE;
    private Optional<Checksum> checksum = Optional.empty();

    FdroidApps(String called, String directory, Named named) {
        this.called = called;
        this.directory = directory;
        this.named = named;
    }

    @Override
    public void value(List<String> path, Json.Value value) throws IOException {
        if (isFile(path.subList(0, path.size() - 1))) {
            switch (path.getLast()) {
                case "name", "apkName" -> name = value.text();
                case "sha256", "hash" -> checksum = Checksum.told(Checksum.Kind.SHA256, value.text());
                case "size" -> size = Names.size(value.text(), called);
                default -> {
                    // Says nothing that is compared.
                }
            }
        }
    }

    @Override
    public void ended(List<String> path) throws Contradiction {
        if (isFile(path)) {
            named.file(below(directory, name, called), size, checksum);
            name = "";
            size = Named.ANY_SIZE;
            checksum = Optional.empty();
        }
    }

    /** A name of the second version begins with the repository's root. */
    static String below(String directory, String name, String called) throws Contradiction {
        return Names.below(directory, name.startsWith("/") ? name.substring(1) : name, called);
    }

    private static boolean isFile(List<String> path) {
        if (path.size() < 4 || !path.get(1).equals("packages")) {
            return false;
        }
        boolean second = path.size() == 6
                && path.get(3).equals("versions")
                && path.get(5).equals("file");
        return second || (path.size() == 4 && path.get(3).equals(Json.ELEMENT));
    }
}
