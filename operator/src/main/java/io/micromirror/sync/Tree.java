package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A directory as a tree of names relative to it. No link is ever followed. */
record Tree(Path root) {
    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Those directly in here. */
    List<String> directories() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Tree::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Everything but directories; nothing when there is no such directory. */
    NavigableSet<String> files() throws IOException {
        return files(_ -> true);
    }

    /** Those of {@link #files()} whose names pass; a big tree's are not all held at once. */
    NavigableSet<String> files(Predicate<String> wanted) throws IOException {
        NavigableSet<String> names = new TreeSet<>();
        if (isDirectory(root)) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = root.relativize(file).toString();
                    if (wanted.test(name)) {
                        names.add(name);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return names;
    }

    /**
     * Whether everything in here is in the other tree with the same mode, and content as rsync sees it.
     *
     * @param exact content is read, whatever its size and time say
     */
    boolean isPartOf(Tree other, boolean exact) throws IOException {
        boolean[] part = {true};
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                return look(directory);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return look(file);
            }

            private FileVisitResult look(Path here) throws IOException {
                Path there = other.root.resolve(root.relativize(here));
                part[0] = exact ? identical(here, there) : same(here, there);
                return part[0] ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }
        });
        return part[0];
    }

    /** As rsync sees it: of the same kind, size, time and mode. */
    static boolean same(Path one, Path other) throws IOException {
        if (!exists(other)) {
            return false;
        }
        PosixFileAttributes a = Files.readAttributes(one, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes b = Files.readAttributes(other, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (a.isSymbolicLink() && b.isSymbolicLink()) {
            return Files.readSymbolicLink(one).equals(Files.readSymbolicLink(other));
        }
        boolean sameKind = a.isDirectory() == b.isDirectory() && a.isRegularFile() == b.isRegularFile();
        boolean sameContent =
                a.isDirectory() || (a.size() == b.size() && a.lastModifiedTime().equals(b.lastModifiedTime()));
        return sameKind && sameContent && a.permissions().equals(b.permissions());
    }

    /** As {@link #same}, and every byte of a file is. */
    static boolean identical(Path one, Path other) throws IOException {
        return same(one, other)
                && (!Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)
                        || Files.isSameFile(one, other)
                        || Files.mismatch(one, other) == -1);
    }

    /** Hard-links here what the other tree has and this one lacks; directories keep their times. */
    void complete(Tree other) throws IOException {
        if (isDirectory(other.root)) {
            Files.walkFileTree(other.root, new Completion(other.root, root));
        }
    }

    /** Takes all of it away; nothing when there is nothing. */
    void delete() throws IOException {
        if (exists(root)) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException trouble) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    /** Gives a new directory the mode and time of another. */
    static void dress(Path directory, Path like) throws IOException {
        Files.setPosixFilePermissions(directory, Files.getPosixFilePermissions(like));
        Files.setLastModifiedTime(directory, Files.getLastModifiedTime(like));
    }

    private static final class Completion extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;
        private final Deque<FileTime> times = new ArrayDeque<>();

        Completion(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            Path here = counterpart(directory);
            if (directory.endsWith(RsyncCommand.PARTIAL) || (exists(here) && !isDirectory(here))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (!exists(here)) {
                Files.createDirectory(here);
                dress(here, directory);
            }
            times.push(Files.getLastModifiedTime(here));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path here = counterpart(file);
            if (!exists(here)) {
                Files.createLink(here, file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException trouble) throws IOException {
            Files.setLastModifiedTime(counterpart(directory), times.pop());
            return FileVisitResult.CONTINUE;
        }

        private Path counterpart(Path path) {
            return to.resolve(from.relativize(path));
        }
    }
}
