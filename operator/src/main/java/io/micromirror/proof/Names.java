package io.micromirror.proof;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of files as an index writes them, and what is refused of them. */
final class Names {
    /** As PATH_MAX of Linux. */
    private static final int LONGEST = 4095;

    private Names() {}

    /**
     * A name below a directory, without what changes nothing in it ({@code ./} and doubled slashes).
     *
     * @param directory relative to the same place as the result; empty for that place itself
     * @param index the file that has the name, for the sentence when it is refused: a name that leads up or to the
     *     root, is too long or holds a control character
     */
    static String below(String directory, String name, String index) throws Contradiction {
        if (name.isEmpty() || name.startsWith("/") || name.length() > LONGEST || !printable(name)) {
            throw refused(name, index);
        }
        List<String> parts = new ArrayList<>();
        for (String part : (directory + "/" + name).split("/", -1)) {
            if (part.equals("..")) {
                throw refused(name, index);
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        String path = String.join("/", parts);
        if (path.isEmpty() || !representable(path)) {
            throw refused(name, index);
        }
        return path;
    }

    /** The directory of a path; empty when it has none. */
    static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A file's size as an index writes it. */
    static long size(String digits, String index) throws Contradiction {
        try {
            long size = Long.parseLong(digits.strip());
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException _) {
            // Falls through to the same refusal as a negative size.
        }
        throw new Contradiction("%s has the size '%s', which is no number of bytes", index, digits);
    }

    private static boolean printable(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    private static boolean representable(String path) {
        try {
            return Path.of(path).getNameCount() > 0;
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static Contradiction refused(String name, String index) {
        return new Contradiction("%s names '%s', which is no path below the tree", index, name);
    }
}
