package io.micromirror.sync;

import io.micromirror.filelist.ListFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.stream.Stream;

/** Lists of a box's upstream, as Fedora's create-filelist and Raspbian's tools write them. */
final class FileLists {
    static final FileList TIMES = new FileList("fullfiletimelist-demo", ListFormat.FULLFILETIMELIST, null);
    static final FileList INDEX = new FileList("snapshotindex.txt", ListFormat.SNAPSHOTINDEX, null);

    private final Path tree;
    private int writes;

    FileLists(Box box) {
        this.tree = box.upstream();
    }

    void times() throws IOException {
        StringBuilder files = new StringBuilder("[Version]\n2\n\n[Files]\n");
        StringBuilder checksums = new StringBuilder("\n[Checksums SHA1]\n");
        for (Path path : paths()) {
            PosixFileAttributes of = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String kind = of.isDirectory() ? "d" : of.isSymbolicLink() ? "l" : "f";
            boolean open = of.permissions().contains(PosixFilePermission.OTHERS_READ);
            long changed = ((FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS)).toMillis();
            files.append("%d\t%s%s\t%d\t%s\n"
                    .formatted(
                            Math.max(changed, of.lastModifiedTime().toMillis()) / 1000,
                            kind,
                            open ? "" : "-",
                            of.isDirectory() ? 4096 : of.size(),
                            tree.relativize(path)));
            if (path.endsWith("repomd.xml")) {
                checksums.append("%s  %s\n"
                        .formatted(
                                Repositories.sha256(Files.readString(path)).substring(0, 40), tree.relativize(path)));
            }
        }
        write(
                "fullfiletimelist-demo",
                files.append(checksums).append("\n[End]\n").toString());
    }

    void index() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (Path path : paths()) {
            if (Files.isSymbolicLink(path)) {
                rows.append("%s ->%s\n".formatted(tree.relativize(path), Files.readSymbolicLink(path)));
            } else if (Files.isRegularFile(path)) {
                rows.append("%s %d:%s\n"
                        .formatted(
                                tree.relativize(path), Files.size(path), Repositories.sha256(Files.readString(path))));
            }
        }
        write("snapshotindex.txt", rows.toString());
    }

    /** As theirs, only when it differs; at a second of its own: rsync tells no two times of one apart. */
    void write(String name, String text) throws IOException {
        Path list = tree.resolve(name);
        if (!Files.exists(list) || !Files.readString(list).equals(text)) {
            Files.writeString(list, text);
            writes++;
            Files.setLastModifiedTime(list, FileTime.from(Instant.EPOCH.plusSeconds(writes)));
        }
    }

    private Iterable<Path> paths() throws IOException {
        try (Stream<Path> walk = Files.walk(tree)) {
            return walk.filter(path -> !path.equals(tree))
                    .filter(path -> !path.getFileName().toString().matches("fullfiletimelist-.*|snapshotindex.txt"))
                    .toList();
        }
    }
}
