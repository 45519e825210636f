package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The directory of the node that holds the mirrored trees and the mirror's own state. */
@ValidationRule(
        value = "!has(self.path) || (self.path.matches('^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+$'))",
        fieldPath = ".path",
        message = "spec.storage.path must be an absolute path without '..', spaces or a '/' at its end,"
                + " such as /srv/mirror")
public record Storage(
        @Default(Storage.DEFAULT_PATH)
        @Size(max = 255)
        @JsonPropertyDescription("Absolute path on the node. Default: /srv/mirror. It must lie under one of the chart's"
                + " storageRoots, and no two MirrorNodes may share one. Data is never deleted with"
                + " the MirrorNode.")
        String path) {
    public static final String DEFAULT_PATH = "/srv/mirror";

    public Storage {
        path = path == null ? DEFAULT_PATH : path;
    }
}
