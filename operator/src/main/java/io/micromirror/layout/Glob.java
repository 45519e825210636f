package io.micromirror.layout;

import java.util.regex.Pattern;

/**
 * A pattern as rsync reads it: {@code *} and {@code ?} stop at a {@code /}, {@code **} does not; one that begins with
 * {@code /} is matched from the tree's root, one with a {@code /} within at the end of a path, any other against the
 * name; one that ends in {@code /} means directories.
 */
final class Glob {
    private final Pattern path;
    private final boolean directories;

    Glob(String pattern) {
        directories = pattern.endsWith("/");
        String body = directories ? pattern.substring(0, pattern.length() - 1) : pattern;
        boolean anchored = body.startsWith("/");
        path = Pattern.compile((anchored ? "" : "(?:.*/)?") + regex(anchored ? body.substring(1) : body));
    }

    /** @param name relative to the tree's root, without {@code /} at either end */
    boolean matches(String name, boolean directory) {
        return (directory || !directories) && path.matcher(name).matches();
    }

    private static String regex(String body) {
        StringBuilder regex = new StringBuilder("(?s)");
        for (int i = 0; i < body.length(); i++) {
            char letter = body.charAt(i);
            if (body.startsWith("**/", i) && i == 0) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (body.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (letter == '*') {
                regex.append("[^/]*");
            } else if (letter == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        return regex.toString();
    }
}
