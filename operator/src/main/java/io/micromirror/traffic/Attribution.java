package io.micromirror.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which project, release, architecture and file type a path is of. Pure; may be asked by several threads. */
public final class Attribution {
    /** By the first letter of their paths, the longest first. */
    private final Map<Byte, List<Root>> roots = new HashMap<>();

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
                roots.computeIfAbsent((byte) path.charAt(0), _ -> new ArrayList<>())
                        .add(new Root(path, project.name(), rules));
            }
        }
        roots.values().forEach(some -> some.sort(Comparator.comparingInt(root -> -root.length())));
    }

    /** Of a path without its first slash. */
    public Key of(String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        return of(text, 0, text.length);
    }

    Key of(byte[] text, int from, int to) {
        Root root = root(text, from, to);
        return root == null
                ? new Key(
                        Key.NONE,
                        Key.NONE,
                        Key.NONE,
                        FileType.of(text, from, to).word())
                : of(root, text, from + root.length() + 1, to);
    }

    /** The project alone, for answers that say nothing of a file. */
    String projectOf(byte[] text, int from, int to) {
        Root root = root(text, from, to);
        return root == null ? Key.NONE : root.project;
    }

    private Root root(byte[] text, int from, int to) {
        if (from < to) {
            for (Root root : roots.getOrDefault(text[from], List.of())) {
                if (below(root.path, text, from, to)) {
                    return root;
                }
            }
        }
        return null;
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
