package io.micromirror.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Files below a directory. What a symbolic link makes of a place outside of it counts as absent. */
final class Tree {
    private static final int REMEMBERED = 2_000;

    /**
     * A regular file.
     *
     * @param path without symbolic links
     * @param key says which file it is, also under another name; null where the file system does not tell
     */
    record Found(Path path, long size, Object key) {}

    private final Path root;
    private Path realRoot;
    private final Map<Path, Optional<Path>> directories = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Optional<Path>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Tree(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The file of this name, which {@link Names} let pass. */
    Optional<Found> find(String name) {
        Path path = root.resolve(name);
        return directory(path.getParent()).flatMap(parent -> file(parent.resolve(path.getFileName())));
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    /** The directory of this name; the root for the empty one. */
    Optional<Path> directory(String name) {
        return directory(root.resolve(name)).filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    }

    private Optional<Path> directory(Path directory) {
        Optional<Path> known = directories.get(directory);
        if (known == null) {
            known = inside(directory);
            directories.put(directory, known);
        }
        return known;
    }

    private Optional<Found> file(Path path) {
        try {
            BasicFileAttributes attributes = attributes(path);
            if (!attributes.isSymbolicLink()) {
                return found(path, attributes);
            }
            Optional<Path> target = inside(path);
            return target.isEmpty() ? Optional.empty() : found(target.get(), attributes(target.get()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<Found> found(Path path, BasicFileAttributes attributes) {
        return attributes.isRegularFile()
                ? Optional.of(new Found(path, attributes.size(), attributes.fileKey()))
                : Optional.empty();
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Where a path really leads, if that is in the tree. */
    private Optional<Path> inside(Path path) {
        try {
            Path real = path.toRealPath();
            return real.startsWith(realRoot()) ? Optional.of(real) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Path realRoot() throws IOException {
        if (realRoot == null) {
            realRoot = root.toRealPath();
        }
        return realRoot;
    }
}
