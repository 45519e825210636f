package io.micromirror.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A folder in which some files are ours: {@value #LIST} names them. What is in that list and not wanted any more is removed;
 * no other file is ever touched.
 */
final class WrittenFolder {
    private static final String LIST = "written.txt";

    /** What a line of the list may be, as nobody else's file is to be removed because somebody edited it. */
    private static final String OURS = "(prometheus/(node|operator)|argocd)/[a-z0-9-]+[.](json|yaml|yaml[.]template)";

    private final Path folder;

    WrittenFolder(Path folder) {
        this.folder = folder;
    }

    /** Text of a file, and whether it is nobody else's business. */
    record Content(String text, boolean secret) {}

    /**
     * Writes what differs.
     *
     * @param kept whether a file of earlier, though not wanted, is to stay: its site cannot be read now
     * @return the names of what was written and removed
     */
    List<String> hold(Map<String, Content> wanted, Predicate<String> kept) throws IOException {
        Path list = Files.createDirectories(folder).resolve(LIST);
        Set<String> before = new TreeSet<>();
        if (Files.exists(list)) {
            Files.readAllLines(list).stream().filter(line -> line.matches(OURS)).forEach(before::add);
        }
        Set<String> after = new TreeSet<>(wanted.keySet());
        before.stream().filter(kept).forEach(after::add);
        Set<String> either = new TreeSet<>(before);
        either.addAll(after);
        // Whatever happens in between, a file of ours is in the list.
        WrittenFile.write(list, String.join("\n", either) + "\n", false);
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, Content> each : new TreeMap<>(wanted).entrySet()) {
            Path file = folder.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            if (WrittenFile.write(file, each.getValue().text(), each.getValue().secret())) {
                changed.add(each.getKey());
            }
        }
        for (String stale : before) {
            if (!after.contains(stale) && Files.deleteIfExists(folder.resolve(stale))) {
                changed.add(stale);
            }
        }
        WrittenFile.write(list, String.join("\n", after) + "\n", false);
        return changed;
    }
}
