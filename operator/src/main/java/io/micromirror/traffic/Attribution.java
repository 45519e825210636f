package io.micromirror.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which project, release, architecture and file type a path is of. Pure; may be asked by several threads. */
public final class Attribution {
    private final List<Root> roots = new ArrayList<>();

    /** A project at one of its places, as the longest of which a path counts. */
    private record Root(String path, String project, List<Known> rules) {
        int length() {
            return path.length();
        }
    }

    private record Known(PathPattern pattern, String release) {}

    public Attribution(Catalogue catalogue) {
        for (ProjectRules project : catalogue.all()) {
            List<Known> rules = project.releases().stream()
                    .map(rule -> new Known(new PathPattern(rule.path()), rule.release()))
                    .toList();
            for (String path : project.paths()) {
                roots.add(new Root(path, project.name(), rules));
            }
        }
        roots.sort(Comparator.comparingInt(root -> -root.length()));
    }

    /** Of a path without its first slash. */
    public Key of(String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        return of(text, 0, text.length);
    }

    Key of(byte[] text, int from, int to) {
        for (Root root : roots) {
            if (below(root.path, text, from, to)) {
                return of(root, text, from + root.length() + 1, to);
            }
        }
        return new Key(Key.NONE, Key.NONE, Key.NONE, FileType.of(text, from, to).word());
    }

    /** The project alone, for answers that say nothing of a file. */
    String projectOf(byte[] text, int from, int to) {
        return roots.stream()
                .filter(root -> below(root.path, text, from, to))
                .map(Root::project)
                .findFirst()
                .orElse(Key.NONE);
    }

    private static Key of(Root root, byte[] text, int from, int to) {
        String type = FileType.of(text, Math.min(from, to), to).word();
        PathPattern.Told told = new PathPattern.Told();
        Optional<Known> rule = root.rules.stream()
                .filter(known -> known.pattern.fits(text, from, to, told))
                .findFirst();
        if (rule.isEmpty()) {
            return new Key(root.project, Key.NONE, Key.NONE, type);
        }
        String release = rule.get().release();
        return new Key(root.project, release == null ? told.release : release, told.architecture, type);
    }

    /** Roots are ASCII, as paths of the API are. */
    private static boolean below(String root, byte[] text, int from, int to) {
        int end = from + root.length();
        if (end > to || (end < to && text[end] != '/')) {
            return false;
        }
        for (int i = 0; i < root.length(); i++) {
            if (text[from + i] != root.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
