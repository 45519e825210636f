package io.micromirror.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One Packages or Sources file of a Debian archive: paragraphs of fields, each naming a package's file, or a source's
 * directory and its files. Used once.
 */
final class PackageIndex {
    private static final int MOST_FILES = 10_000;
    private static final String DISTS = "/dists/";

    private final String called;
    private final Named named;
    private List<String> roots;

    /** A file of a source package, relative to the directory that its paragraph says. */
    private record Member(String name, long size, Optional<Checksum> checksum) {}

    private String filename = "";
    private long size = Named.ANY_SIZE;
    private Optional<Checksum> checksum = Optional.empty();
    private String directory = "";
    private final List<Member> members = new ArrayList<>();
    /** The field that lists the members, and its kind of checksum; of several it is the one with the strongest. */
    private String list = "";

    private Checksum.Kind kind = Checksum.Kind.MD5;

    private String field = "";

    /**
     * @param called how to call the file in a sentence
     * @param suite the path of the directory with its Release
     */
    PackageIndex(String called, String suite, Named named) {
        this.called = called;
        this.named = named;
        this.roots = roots(suite);
    }

    /** Whether an index of this name, without the ending of its packing, names packages. */
    static boolean is(String stem) {
        return Names.last(stem).equals("Packages") || Names.last(stem).equals("Sources");
    }

    void read(Lines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isEmpty()) {
                paragraphEnded();
            } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                member(line);
            } else {
                field(line);
            }
        }
        paragraphEnded();
    }

    /**
     * What the names may be relative to. The archive's root is above {@code dists}; that of a flat repository is only
     * known to its clients, so it is where the first file is found.
     */
    private static List<String> roots(String suite) {
        int dists = ("/" + suite + "/").lastIndexOf(DISTS);
        if (dists >= 0) {
            return List.of(suite.substring(0, Math.max(0, dists - 1)));
        }
        List<String> roots = new ArrayList<>();
        for (String root = suite; !root.isEmpty(); root = Names.directory(root)) {
            roots.add(root);
        }
        roots.add("");
        return roots;
    }

    private void field(String line) throws Contradiction {
        int colon = Math.max(0, line.indexOf(':'));
        field = line.substring(0, colon).toLowerCase(Locale.ROOT);
        switch (field) {
            case "filename" -> filename = value(line, colon);
            case "size" -> size = Names.size(value(line, colon), called);
            case "directory" -> directory = value(line, colon);
            case "md5sum", "sha1", "sha256", "sha512" -> checksum(value(line, colon));
            case "files" -> list(Checksum.Kind.MD5);
            case "checksums-sha1", "checksums-sha256", "checksums-sha512" ->
                Checksum.Kind.spelled(field.substring("checksums-".length())).ifPresent(this::list);
            default -> {
                // Says nothing about files.
            }
        }
    }

    private void checksum(String hex) {
        Optional<Checksum> told = Checksum.Kind.spelled(field).flatMap(one -> Checksum.told(one, hex));
        if (told.isPresent()
                && checksum.filter(one -> one.kind().compareTo(told.get().kind()) > 0)
                        .isEmpty()) {
            checksum = told;
        }
    }

    private void list(Checksum.Kind other) {
        if (list.isEmpty() || kind.compareTo(other) < 0) {
            list = field;
            kind = other;
            members.clear();
        }
    }

    private void member(String line) throws Contradiction {
        if (!field.equals(list) || list.isEmpty()) {
            return;
        }
        String[] words = line.strip().split("\\s+", 3);
        if (words.length != 3) {
            throw new Contradiction("%s lists '%s', which is no checksum, size and name", called, words[0]);
        }
        if (members.size() == MOST_FILES) {
            throw new Contradiction("%s names more than %d files in one paragraph", called, MOST_FILES);
        }
        members.add(new Member(words[2], Names.size(words[1], called), Checksum.told(kind, words[0])));
    }

    private void paragraphEnded() throws Contradiction {
        if (!filename.isEmpty()) {
            file(filename, size, checksum);
        }
        // A binary package's paragraph may have a directory or a list in some field of its own, never both.
        if (!directory.isEmpty()) {
            for (Member member : members) {
                file(directory + "/" + member.name(), member.size(), member.checksum());
            }
        }
        filename = "";
        size = Named.ANY_SIZE;
        checksum = Optional.empty();
        directory = "";
        members.clear();
        list = "";
        field = "";
    }

    private void file(String name, long bytes, Optional<Checksum> sum) throws Contradiction {
        for (int i = 0; roots.size() > 1; i++) {
            if (i == roots.size()) {
                roots = List.of(roots.getFirst());
            } else if (named.has(Names.below(roots.get(i), name, called), bytes)) {
                roots = List.of(roots.get(i));
            }
        }
        named.file(Names.below(roots.getFirst(), name, called), bytes, sum);
    }

    private static String value(String line, int colon) {
        return line.substring(Math.min(line.length(), colon + 1)).strip();
    }
}
