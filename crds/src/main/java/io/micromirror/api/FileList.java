package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A list of all files that the upstreams offer: two of them tell what changed, without a walk over the tree. */
@ValidationRule(
        value = "self.path.matches('^[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*$')"
                + " && !self.path.contains('..')",
        fieldPath = ".path",
        message = "fileList.path must be relative to the tree and without '..', such as fullfiletimelist-fedora")
public record FileList(
        @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription(
                "Where the list lies, relative to the tree; its rows must be relative to the tree, too."
                        + " Required. Example: fullfiletimelist-fedora.")
        String path,

        @Required
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "How it is written: fullfiletimelist (Fedora, EPEL, Rocky) or snapshotindex (Raspbian)." + " Required.")
        ListFormat format,

        @Default("604800")
        @Min(0)
        @Max(31_536_000)
        @JsonPropertyDescription("Seconds after which the whole tree is looked through all the same, for what no list"
                + " tells; 0 to 31536000. Default: 604800, a week. At 0 never.")
        Integer fullPassSeconds) {
    static final int DEFAULT_FULL_PASS_SECONDS = 604_800;

    public FileList {
        fullPassSeconds = fullPassSeconds == null ? DEFAULT_FULL_PASS_SECONDS : fullPassSeconds;
    }
}
