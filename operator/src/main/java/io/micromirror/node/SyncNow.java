package io.micromirror.node;

import io.micromirror.api.MirrorNode;
import io.micromirror.node.NodeView.Carried;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A person's wish for a sync at once, by an annotation whose first word is anything new and whose further words name
 * projects; without, all are meant.
 *
 * @param value of the annotation, echoed in status once it is served
 * @param since when it was made: its first word if that is a time, else when it was first seen
 */
record SyncNow(String value, Instant since, Set<String> projects) {
    static final String ANNOTATION = "micromirror.io/sync-now";

    /** Longer ones are cut, here and in status. */
    private static final int LONGEST = 1024;

    static SyncNow of(String value, Instant seen) {
        List<String> words = List.of(value.strip().split("[\\s,]+"));
        return new SyncNow(value, since(words.getFirst(), seen), Set.copyOf(words.subList(1, words.size())));
    }

    /** The annotation's value, empty where there is none. */
    static String value(MirrorNode node) {
        String value = node.getMetadata().getAnnotations().getOrDefault(ANNOTATION, "");
        return value.substring(0, Math.min(value.length(), LONGEST));
    }

    boolean names(Carried project) {
        return projects.isEmpty() || projects.contains(project.name());
    }

    /** Whether each project was synced since, well or not; how it went is told elsewhere. */
    boolean isServed(NodeView view, Observed observed) {
        return view.problem().isEmpty()
                && view.carried().stream()
                        .filter(this::names)
                        .allMatch(project -> observed.last(project.name())
                                .filter(last -> last.started().isAfter(since))
                                .isPresent());
    }

    private static Instant since(String word, Instant seen) {
        try {
            Instant said = Instant.parse(word);
            return said.isBefore(seen) ? said : seen;
        } catch (DateTimeException anythingElse) {
            return seen;
        }
    }
}
