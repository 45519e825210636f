package io.micromirror.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of a project's {@code releases}: which paths below its root are of which release and architecture. Written as
 * the path itself, with {@code *} for anything in one part of it, {@code **} for any parts, {@code {release}} and
 * {@code {architecture}} for what is to be told. A release begins with a letter or digit and is no file's name; an
 * architecture is a word that some distribution has for one, so that the two are not mixed up.
 */
final class PathPattern {
    /** What distributions call the machines they build for, and what stands in the same place. */
    private static final Set<String> ARCHITECTURES = Set.of(
            "x86_64",
            "x86-64",
            "x64",
            "x86",
            "amd64",
            "i386",
            "i486",
            "i586",
            "i686",
            "x86_64_v2",
            "x86_64_v3",
            "aarch64",
            "arm64",
            "arm64-v8a",
            "armhf",
            "armv7",
            "armv7h",
            "armv7hl",
            "armv6h",
            "armv6hl",
            "armhfp",
            "armel",
            "arm",
            "ppc",
            "powerpc",
            "ppc64",
            "ppc64le",
            "ppc64el",
            "s390",
            "s390x",
            "riscv64",
            "loongarch64",
            "loong64",
            "mips",
            "mipsel",
            "mips64",
            "mips64el",
            "alpha",
            "hppa",
            "ia64",
            "sparc",
            "sparc64",
            "hurd-i386",
            "hurd-amd64",
            "kfreebsd-amd64",
            "noarch",
            "all",
            "any",
            "source",
            "src",
            "SRPMS",
            "multi-arch",
            "win32",
            "win64",
            "macosx");

    private static final Pattern PLACE = Pattern.compile("\\*\\*?|\\{(?:release|architecture)}");
    private static final Pattern PARTS = Pattern.compile("/");
    private static final int LONGEST = 48;

    private final String pattern;
    private final List<Part> parts;

    /** One part of the path: the letters between its places, which are each the name of what is there, or nothing. */
    private record Part(List<byte[]> letters, List<String> places) {
        boolean any() {
            return letters.isEmpty();
        }
    }

    /** What a path told; a cursor of one attribution. */
    static final class Told {
        String release;
        String architecture;
    }

    PathPattern(String pattern) {
        this.pattern = pattern;
        this.parts = new ArrayList<>();
        PARTS.splitAsStream(pattern).map(PathPattern::part).forEach(parts::add);
    }

    private static Part part(String text) {
        if (text.equals("**")) {
            return new Part(List.of(), List.of());
        }
        List<byte[]> letters = new ArrayList<>();
        List<String> places = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            letters.add(bytes(text.substring(from, place.start())));
            places.add(place.group().replaceAll("[*{}]", ""));
            from = place.end();
        }
        letters.add(bytes(text.substring(from)));
        return new Part(letters, places);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the pattern fits; if so, {@code told} holds what it says. */
    boolean fits(byte[] text, int from, int to, Told told) {
        told.release = Key.NONE;
        told.architecture = Key.NONE;
        return fits(text, from, to, 0, told);
    }

    private boolean fits(byte[] text, int from, int to, int index, Told told) {
        if (index == parts.size()) {
            return from >= to;
        }
        Part part = parts.get(index);
        if (part.any()) {
            return any(text, from, to, index + 1, told);
        }
        if (from > to) {
            return false;
        }
        int end = from;
        while (end < to && text[end] != '/') {
            end++;
        }
        if (end == to && index < parts.size() - 1) {
            return false; // the path is shorter
        }
        // First what is cheap to refuse, the rest of the path after.
        return within(part, 0, text, from, end, told) && fits(text, Math.min(end + 1, to + 1), to, index + 1, told);
    }

    private boolean any(byte[] text, int from, int to, int next, Told told) {
        if (next == parts.size()) {
            return true;
        }
        for (int at = from; at <= to; at++) {
            if ((at == from || text[at - 1] == '/') && fits(text, at, to, next, told)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the rest of a part, from the letters of that index on, fits. */
    private static boolean within(Part part, int index, byte[] text, int from, int end, Told told) {
        byte[] letters = part.letters.get(index);
        if (!startsWith(text, from, end, letters)) {
            return false;
        }
        int at = from + letters.length;
        if (index == part.places.size()) {
            return at == end;
        }
        byte[] next = part.letters.get(index + 1);
        boolean last = index + 1 == part.places.size();
        // As little as possible, so that what follows is found where it stands first; the last letters stand at the
        // end.
        for (int stop = last ? Math.max(at, end - next.length) : at; stop <= end - next.length; stop++) {
            if (startsWith(text, stop, end, next)
                    && within(part, index + 1, text, stop, end, told)
                    && told(part.places.get(index), text, at, stop, told)) {
                return true;
            }
        }
        return false;
    }

    private static boolean told(String place, byte[] text, int from, int to, Told told) {
        if (place.isEmpty()) {
            return true;
        }
        if (to == from || to - from > LONGEST || !isWord(text, from, to)) {
            return false;
        }
        String word = new String(text, from, to - from, StandardCharsets.US_ASCII);
        if (place.equals("release")) {
            told.release = word;
            return true;
        }
        told.architecture = word;
        return ARCHITECTURES.contains(word);
    }

    private static boolean isWord(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isAlphanumeric(text[i]) && (i == from || "._+-".indexOf(text[i]) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(byte letter) {
        int small = letter | 0x20;
        return (small >= 'a' && small <= 'z') || (letter >= '0' && letter <= '9');
    }

    private static boolean startsWith(byte[] text, int from, int end, byte[] letters) {
        if (end - from < letters.length) {
            return false;
        }
        for (int i = 0; i < letters.length; i++) {
            if (text[from + i] != letters[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return pattern;
    }
}
