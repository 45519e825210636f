package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Brings content that may change under its name into a tree that is served: aside first, flushed once, then each file by a
 * rename, so that after a power cut, too, it is the old one or the new one. To flush each file by itself would take longer
 * than all the rest. What is left, such as links and the times of directories, rsync does in place.
 */
final class Replacement {
    private final Transfers transfers;
    private final RsyncCommand commands;
    private final Place place;
    private final Disk disk;

    Replacement(Transfers transfers, RsyncCommand commands, Place place, Disk disk) {
        this.transfers = transfers;
        this.commands = commands;
        this.place = place;
        this.disk = disk;
    }

    /** Content that a {@link Walk} told of. */
    RsyncExit walked(String what, Path names) throws IOException {
        return bring(what, commands.walkedAside(names), commands.walked(names));
    }

    /** Content that a list names. */
    RsyncExit named(String what, Path names) throws IOException {
        return bring(what, commands.listedAside(names), commands.listed(names));
    }

    private RsyncExit bring(String what, List<String> aside, List<String> inPlace) throws IOException {
        Files.createDirectories(place.incoming());
        RsyncExit exit = transfers.aside(what, aside);
        if (exit.code() != 0 && !transfers.movedOn(exit)) {
            if (transfers.isFull(exit)) {
                new Tree(place.incoming()).delete();
            }
            return exit;
        }
        disk.flush(place.live());
        transfers.replaced(replace());
        new Tree(place.incoming()).delete();
        return transfers.intoTheTree("the rest of " + what, inPlace);
    }

    /** How many files went live. */
    private long replace() throws IOException {
        long[] replaced = {0};
        Files.walkFileTree(place.incoming(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path here = counterpart(directory);
                if (directory.endsWith(RsyncCommand.PARTIAL) || (Tree.exists(here) && !Tree.isDirectory(here))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!Tree.exists(here)) {
                    Files.createDirectory(here);
                    Tree.dress(here, directory);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path here = counterpart(file);
                if (attributes.isRegularFile()
                        && (!Tree.exists(here) || Files.isRegularFile(here, LinkOption.NOFOLLOW_LINKS))) {
                    Publication.keepingTime(here.getParent(), () -> disk.rename(file, here));
                    replaced[0]++;
                }
                return FileVisitResult.CONTINUE;
            }

            private Path counterpart(Path path) {
                return place.live().resolve(place.incoming().relativize(path));
            }
        });
        return replaced[0];
    }
}
