package io.micromirror.sync;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The file in which a mirror says that it is complete, and since when, as the distribution asks of its mirrors: who wrote
 * it, and how.
 *
 * @param host the mirror's public name, which the file is called by
 * @param maintainer whom to write to; null: not said, as with the others
 * @param location city and region
 */
public record Trace(Style style, String host, String maintainer, String sponsor, String country, String location) {
    private static final int LONGEST = 253;

    /** What is written, and where. */
    public enum Style {
        /** As ftpsync writes it: {@code bin/ftpsync} of Debian's archvsync. */
        @JsonProperty("debian")
        DEBIAN("project/trace"),
        /** The date alone (wiki.ubuntu.com/Mirrors/Scripts). */
        @JsonProperty("ubuntu")
        UBUNTU("project/trace"),
        /** The same for Ubuntu's images. */
        @JsonProperty("ubuntu-releases")
        UBUNTU_RELEASES(".trace");

        private final String directory;

        Style(String directory) {
            this.directory = directory;
        }
    }

    /** The mirrors between the master and this one, a line each; this file for people. */
    static final String HIERARCHY = "_hierarchy";

    /** The same for mirrors below this one, which fetch it and add themselves. */
    static final String HIERARCHY_FOR_OTHERS = "_hierarchy.mirror";

    /** The names of all traces. */
    static final String TRACES = "_traces";

    public Trace {
        if (style == null) {
            throw new IllegalArgumentException("the plan's trace.style must be debian, ubuntu or ubuntu-releases");
        }
        if (host == null
                || host.length() > LONGEST
                || !host.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*")) {
            throw new IllegalArgumentException("the plan's trace.host must be the mirror's public DNS name");
        }
    }

    /** Where it lies in the tree. */
    String directory() {
        return style.directory;
    }

    /** What of the tree is the mirror's own, and never the upstream's. */
    List<String> own() {
        return switch (style) {
            case DEBIAN -> List.of(path(host), path(HIERARCHY), path(HIERARCHY_FOR_OTHERS), path(TRACES));
            case UBUNTU, UBUNTU_RELEASES -> List.of(path(host));
        };
    }

    String path(String name) {
        return style.directory + "/" + name;
    }
}
