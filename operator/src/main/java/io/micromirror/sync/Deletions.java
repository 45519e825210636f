package io.micromirror.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the upstream no longer has, and since when we know: a file on the storage, a line for each. Clients that read the
 * old index find it until it is deleted.
 *
 * @param waiting by name, escaped as rsync writes it; a directory ends in {@code /}
 */
record Deletions(NavigableMap<String, Instant> waiting) {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,12}) (.+)");

    Deletions {
        waiting = Collections.unmodifiableNavigableMap(new TreeMap<>(waiting));
    }

    /** The list in a file; what cannot be read of it is not deleted, and found again by the next full look. */
    static Deletions read(Path file) throws IOException {
        NavigableMap<String, Instant> waiting = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    waiting.put(matcher.group(2), Instant.ofEpochSecond(Long.parseLong(matcher.group(1))));
                }
            }
        }
        return new Deletions(waiting);
    }

    void write(Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        waiting.forEach((name, since) ->
                lines.append(since.getEpochSecond()).append(' ').append(name).append('\n'));
        AtomicFile.write(file, lines.toString());
    }

    /**
     * The list after another look: what came back is off it, what else is gone is on it.
     *
     * @param gone all that is gone where was looked
     * @param looked whether was looked at a name
     */
    Deletions after(Collection<String> gone, Predicate<String> looked, Instant now) {
        NavigableMap<String, Instant> next = new TreeMap<>();
        gone.forEach(name -> next.put(name, waiting.getOrDefault(name, now)));
        waiting.forEach((name, since) -> {
            if (!looked.test(name)) {
                next.put(name, since);
            }
        });
        return new Deletions(next);
    }

    /** What waited long enough; what a directory holds comes before it. */
    List<String> due(Instant now, Duration retain) {
        Instant last = now.minus(retain);
        return waiting.entrySet().stream()
                .filter(each -> !each.getValue().isAfter(last))
                .map(Map.Entry::getKey)
                .sorted(Collections.reverseOrder())
                .toList();
    }

    Deletions without(Collection<String> names) {
        NavigableMap<String, Instant> rest = new TreeMap<>(waiting);
        rest.keySet().removeAll(List.copyOf(names));
        return new Deletions(rest);
    }
}
