package io.micromirror.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which project, release, architecture and file type a path is of. Pure; may be asked by several threads. */
public final class Attribution {
    private final List<Root> roots = new ArrayList<>();

    /** A project at one of its places, as the longest of which a path counts. */
    private record Root(String path, String project, List<Known> rules) {
        int length() {
            return path.length();
        }
    }

    private record Known(PathPattern pattern, ProjectRules.Rule rule) {}

    public Attribution(Catalogue catalogue) {
        for (ProjectRules project : catalogue.all()) {
            List<Known> rules = project.releases().stream()
                    .map(rule -> new Known(new PathPattern(rule.path()), rule))
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
        String release = Key.NONE;
        String architecture = Key.NONE;
        for (Known known : root.rules) {
            if (known.pattern.fits(text, from, to, told)) {
                release = release.equals(Key.NONE) ? release(known.rule, told.release) : release;
                architecture = architecture.equals(Key.NONE) ? told.architecture : architecture;
                if (!release.equals(Key.NONE) && !architecture.equals(Key.NONE)) {
                    break;
                }
            }
        }
        return new Key(root.project, release, architecture, type);
    }

    private static String release(ProjectRules.Rule rule, String told) {
        return rule.release() != null ? rule.release() : rule.admits(told) ? told : Key.NONE;
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
