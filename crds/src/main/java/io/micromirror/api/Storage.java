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
@ValidationRule(
        value = "!has(self.reserve) || self.reserve.matches('" + Bytes.REGEX + "')",
        fieldPath = ".reserve",
        message = "spec.storage.reserve " + Bytes.RULE)
public record Storage(
        @Default(Storage.DEFAULT_PATH)
        @Size(max = 255)
        @JsonPropertyDescription("Absolute path on the node. Default: /srv/mirror. It must lie under one of the chart's"
                + " storageRoots, and no two MirrorNodes may share one. Data is never deleted with"
                + " the MirrorNode.")
        String path,

        @Default(Storage.DEFAULT_RESERVE)
        @Size(max = 16)
        @JsonPropertyDescription(
                "Bytes of the file system that no sync takes, as a quantity: 20Gi. Default: 1Gi. A sync"
                        + " that would is not begun, or stops, and says by how much it does not fit.")
        String reserve,

        @Default("Retain")
        @JsonPropertyDescription(
                "What becomes of the data of a project that a person took off the list, once retireAfterSeconds have passed"
                        + " and it is served no more. Retain, the default: it stays until micromirror reclaim. Delete: it is"
                        + " deleted then. Data of a tree that an entry of the list has, under whatever name, and of a"
                        + " MirrorNode or MirrorProject that is deleted, always stays.")
        OnRemoval onRemoval) {
    static final String DEFAULT_RESERVE = "1Gi";
    public static final String DEFAULT_PATH = "/srv/mirror";

    public Storage {
        path = path == null ? DEFAULT_PATH : path;
        reserve = reserve == null ? DEFAULT_RESERVE : reserve;
        onRemoval = onRemoval == null ? OnRemoval.RETAIN : onRemoval;
    }
}
