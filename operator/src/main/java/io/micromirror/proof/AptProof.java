package io.micromirror.proof;

import io.micromirror.proof.Release.Listed;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A suite of a Debian archive, or a flat repository: its Release file, the indexes that this lists, and the packages that
 * Packages and Sources name.
 *
 * <p>Upstreams list indexes that they do not have (the unpacked variants), and a mirror may leave some out
 * (architectures); so one that is listed and absent is fine, unless it was there in any variant before and now in none.
 */
final class AptProof {
    private static final String INLINE = "InRelease";
    private static final String DETACHED = "Release";

    /** In the order of preference: quick and small in memory first. */
    static final List<String> VARIANTS = List.of("", ".gz", ".zst", ".xz", ".bz2", ".lzma", ".lz4");

    private final Group group;
    private final Named named;
    private final Release release;
    private final Map<String, Listed> former;
    /** What the files are that were hashed, so that by-hash's other names of them need no second look. */
    private final Map<Object, Checksum> hashed = new HashMap<>();

    AptProof(Group group, Named named) throws IOException {
        this.group = group;
        this.named = named;
        this.release = release(group);
        this.former = former(group);
    }

    Release release() {
        return release;
    }

    static void prove(Group group, Named named) throws IOException {
        AptProof proof = new AptProof(group, named);
        for (Map.Entry<String, Listed> listed : new TreeMap<>(proof.release.files()).entrySet()) {
            proof.index(listed.getKey(), listed.getValue());
        }
        proof.byHash();
        proof.content();
    }

    private static Release release(Group group) throws IOException {
        Optional<Tree.Found> inline = group.find(INLINE);
        Optional<Tree.Found> detached = group.find(DETACHED);
        if (detached.isPresent()) {
            group.demandAsBefore(DETACHED + ".gpg");
        }
        if (inline.isEmpty()) {
            return Release.read(group.demand(DETACHED), DETACHED, group.full(DETACHED));
        }
        Release signed = Release.read(inline.get(), INLINE, group.full(INLINE));
        if (detached.isPresent()) {
            Release plain = Release.read(detached.get(), DETACHED, group.full(DETACHED));
            if (!plain.date().equals(signed.date())) {
                throw new Contradiction(
                        "%s is of '%s', but InRelease beside it of '%s'",
                        group.full(DETACHED), plain.date(), signed.date());
            }
            if (!plain.files().equals(signed.files())) {
                throw new Contradiction("%s lists other files than InRelease beside it", group.full(DETACHED));
            }
        }
        return signed;
    }

    /** What the served Release lists; nothing when there is none that can be read, and then all is new. */
    private static Map<String, Listed> former(Group group) {
        for (String name : List.of(INLINE, DETACHED)) {
            Optional<Tree.Found> file = group.former(name);
            if (file.isPresent()) {
                try {
                    return Release.read(file.get(), name, name).files();
                } catch (IOException _) {
                    return Map.of();
                }
            }
        }
        return Map.of();
    }

    private void index(String name, Listed listed) throws IOException {
        Optional<Tree.Found> found = group.find(name);
        // Some tools list the Release file that they are about to write.
        if (found.isEmpty() || isHead(name)) {
            return;
        }
        if (found.get().size() != listed.size()) {
            throw new Contradiction(
                    "%s is %d bytes, but its Release lists %d",
                    group.full(name), found.get().size(), listed.size());
        }
        if (!provedBefore(name, listed, found.get()) && !matches(found.get(), listed.checksum())) {
            throw new Contradiction(
                    "%s has not the %s that its Release lists",
                    group.full(name), listed.checksum().kind());
        }
    }

    static boolean isHead(String name) {
        return name.equals(INLINE) || name.equals(DETACHED) || name.equals(DETACHED + ".gpg");
    }

    boolean matches(Tree.Found file, Checksum wanted) throws IOException {
        Checksum checksum = file.key() == null ? null : hashed.get(file.key());
        if (checksum == null || checksum.kind() != wanted.kind()) {
            checksum = Checksum.of(wanted.kind(), file.path());
            if (file.key() != null) {
                hashed.put(file.key(), checksum);
            }
        }
        return checksum.equals(wanted);
    }

    /** It is the very file that is served, and listed there in the same way. */
    private boolean provedBefore(String name, Listed listed, Tree.Found file) {
        return listed.equals(former.get(name))
                && file.key() != null
                && group.former(name)
                        .filter(before -> Objects.equals(before.key(), file.key()))
                        .isPresent();
    }

    /** Files that are named by their checksum must have it: those of this Release, and new ones of an earlier. */
    private void byHash() throws IOException {
        for (Map.Entry<String, Checksum.Kind> directory : byHashDirectories().entrySet()) {
            for (String name : group.names(directory.getKey())) {
                byHash(name, directory.getValue());
            }
        }
    }

    private Map<String, Checksum.Kind> byHashDirectories() {
        Map<String, Checksum.Kind> directories = new TreeMap<>();
        release.files().forEach((name, listed) -> {
            Checksum.Kind kind = listed.checksum().kind();
            String beside = Names.directory(name);
            directories.put((beside.isEmpty() ? "" : beside + "/") + Release.byHashDirectory(kind), kind);
        });
        return directories;
    }

    private void byHash(String name, Checksum.Kind kind) throws IOException {
        Optional<Tree.Found> file = group.find(name);
        if (file.isEmpty()) {
            return;
        }
        boolean served = group.former(name)
                .filter(before -> before.size() == file.get().size())
                .isPresent();
        if (!served && !matches(file.get(), new Checksum(kind, Names.last(name)))) {
            throw new Contradiction("%s has not the %s that is its name", group.full(name), kind);
        }
    }

    private void content() throws IOException {
        Set<String> stems = new HashSet<>();
        release.files().keySet().forEach(name -> stems.add(stem(name)));
        boolean any = false;
        boolean wanted = false;
        for (String stem : stems) {
            Optional<String> variant = variant(stem);
            if (variant.isEmpty() && wasThere(stem) && group.carries(stem)) {
                throw new Contradiction(
                        "%s was there before and is still listed, but came in no variant", group.full(stem));
            }
            if (PackageIndex.is(stem)) {
                wanted = true;
                any |= variant.isPresent();
                if (variant.isPresent() && isNew(stem)) {
                    read(stem, variant.get());
                }
            }
        }
        if (wanted && !any) {
            throw new Contradiction("%s lists indexes of packages, but none of them came", group.full(INLINE));
        }
    }

    /** Where the staged group has this index, under its own name or its checksum. */
    private Optional<String> variant(String stem) {
        for (String ending : VARIANTS) {
            Listed listed = release.files().get(stem + ending);
            Optional<String> variant = listed == null ? Optional.empty() : variant(stem, ending, listed);
            if (variant.isPresent()) {
                return variant;
            }
        }
        return Optional.empty();
    }

    Optional<String> variant(String stem, String ending, Listed listed) {
        if (group.find(stem + ending).isPresent()) {
            return Optional.of(stem + ending);
        }
        String beside = Names.directory(stem);
        String hash = (beside.isEmpty() ? "" : beside + "/")
                + Release.byHashDirectory(listed.checksum().kind()) + "/"
                + listed.checksum().hex();
        return group.find(hash).isPresent() ? Optional.of(hash) : Optional.empty();
    }

    private boolean wasThere(String stem) {
        return VARIANTS.stream()
                .anyMatch(ending -> release.files().containsKey(stem + ending)
                        && group.former(stem + ending).isPresent());
    }

    /** Whether no variant of it is listed as it was before. */
    private boolean isNew(String stem) {
        return VARIANTS.stream()
                .map(ending -> stem + ending)
                .noneMatch(name -> release.files().containsKey(name)
                        && release.files().get(name).equals(former.get(name))
                        && group.former(name).isPresent());
    }

    void read(String stem, String variant) throws IOException {
        Listed plain = release.files().get(stem);
        long most = plain == null ? Unpacked.GENEROUS : plain.size();
        try (Unpacked in = Unpacked.open(group.demand(variant).path(), group.full(variant), most)) {
            new PackageIndex(group.full(variant), group.path(), named).read(new Lines(in, group.full(variant)));
            if (plain != null && in.count() != most) {
                throw new Contradiction(
                        "%s unpacks to %d bytes, but its Release lists %d", group.full(variant), in.count(), most);
            }
        }
    }

    static String stem(String name) {
        return VARIANTS.stream()
                .filter(ending -> !ending.isEmpty() && name.endsWith(ending))
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .findFirst()
                .orElse(name);
    }
}
