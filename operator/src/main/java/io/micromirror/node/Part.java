package io.micromirror.node;

import io.micromirror.api.Carry;
import io.micromirror.api.HostedProject;
import io.micromirror.api.MirrorProjectSpec;
import io.micromirror.api.ReleasePath;
import io.micromirror.layout.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parts into which a project's {@code releases} cut it. A mirror's {@code carry} becomes filters: of words that are
 * listed the others are left out; where anything can stand, the carried ones are exceptions of leaving out all.
 */
enum Part {
    RELEASE("releases", "{release}", Carry::releases),
    ARCHITECTURE("architectures", "{architecture}", Carry::architectures),
    FILE_TYPE("fileTypes", "{fileType}", Carry::fileTypes);

    private final String field;
    private final String place;

    @SuppressWarnings("ImmutableEnumChecker") // A method of a record.
    private final Function<Carry, List<String>> wanted;

    Part(String field, String place, Function<Carry, List<String>> wanted) {
        this.field = field;
        this.place = place;
        this.wanted = wanted;
    }

    /**
     * What an entry leaves out of its project.
     *
     * @throws IllegalArgumentException with a sentence, when the project has no such part
     */
    static Filters filters(HostedProject entry, MirrorProjectSpec project) {
        List<String> include = new ArrayList<>();
        List<String> exclude = new ArrayList<>();
        if (project.filters() != null) {
            include.addAll(project.filters().include());
            exclude.addAll(project.filters().exclude());
        }
        if (entry.carry() != null) {
            for (Part part : values()) {
                part.narrow(entry, project.releases(), include, exclude);
            }
        }
        return new Filters(
                include,
                exclude,
                project.filters() == null ? List.of() : project.filters().protect(),
                project.filters() == null ? List.of() : project.filters().risk());
    }

    private void narrow(HostedProject entry, List<ReleasePath> releases, List<String> include, List<String> exclude) {
        List<String> words = wanted.apply(entry.carry());
        if (words.isEmpty()) {
            return;
        }
        List<ReleasePath> paths = releases.stream().filter(this::isOf).toList();
        demandKnown(entry.name(), words, paths);
        for (ReleasePath path : paths) {
            if (open(path)) {
                Stream.concat(words.stream(), path.except().stream()).forEach(word -> include.add(of(path, word)));
                exclude.add(of(path, "*"));
            } else {
                known(path).filter(word -> !words.contains(word)).forEach(word -> exclude.add(of(path, word)));
            }
        }
    }

    private void demandKnown(String project, List<String> words, List<ReleasePath> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException(
                    "carry.%s: the releases of MirrorProject %s know no such parts, so it is carried whole; leave carry.%1$s out"
                            .formatted(field, project));
        }
        List<String> known = paths.stream().flatMap(Part::known).distinct().toList();
        words.stream()
                .filter(word -> !known.contains(word) && paths.stream().noneMatch(Part::open))
                .findFirst()
                .ifPresent(word -> {
                    throw new IllegalArgumentException("carry.%s: MirrorProject %s has no %s; it has %s"
                            .formatted(field, project, word, String.join(", ", known)));
                });
    }

    private boolean isOf(ReleasePath path) {
        return path.path().contains(place) || (this == FILE_TYPE && path.fileType() != null);
    }

    /** Whether anything can stand there. */
    private static boolean open(ReleasePath path) {
        return path.words().isEmpty() && path.fileType() == null;
    }

    private static Stream<String> known(ReleasePath path) {
        return path.fileType() == null ? path.words().stream() : Stream.of(path.fileType());
    }

    private String of(ReleasePath path, String word) {
        return path.path().replace(place, word);
    }
}
