package io.micromirror.scrub;

import io.micromirror.layout.Layout;
import io.micromirror.proof.Mention;
import io.micromirror.proof.Sums;
import io.micromirror.proof.Sums.Damage;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A tree as a walk finds it: which groups of entry points it has, and how many files of a slice.
 *
 * @param files regular files whose hash is in the slice
 */
record Survey(Path tree, Layout layout, Collection<String> groups, long files) {
    static Survey of(Path tree, Layout layout, long from, long until) throws IOException {
        TreeSet<String> entryPoints = new TreeSet<>();
        long[] files = {0};
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = tree.relativize(file).toString();
                if (layout.isEntryPoint(name)) {
                    entryPoints.add(name);
                }
                long hash = Point.of(name).hash();
                if (attributes.isRegularFile() && hash >= from && hash < until) {
                    files[0]++;
                }
                return FileVisitResult.CONTINUE;
            }

            // Of what the disk does not read the indexes tell, if it matters.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException trouble) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException trouble) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new Survey(tree, layout, layout.groups(entryPoints), files[0]);
    }

    /** Tells of every file that an index names with a checksum; which indexes are damaged. */
    List<Damage> sums(Mention told) {
        List<Damage> damage = new ArrayList<>();
        groups.forEach(group -> damage.addAll(Sums.of(layout.word(), group, tree, told)));
        return damage;
    }
}
