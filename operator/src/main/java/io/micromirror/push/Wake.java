package io.micromirror.push;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which messages tell of news of a project.
 *
 * @param only a message counts when a part of its topic or of its payload, between slashes, is one of these; empty: all do
 */
public record Wake(String project, TopicFilter filter, List<String> only) {
    public Wake {
        only = List.copyOf(only);
    }

    public boolean isBy(Message message) {
        return filter.matches(message.topic())
                && (only.isEmpty()
                        || Stream.of(message.topic(), message.payload().strip())
                                .flatMap(words -> TopicFilter.parts(words).stream())
                                .anyMatch(only::contains));
    }
}
