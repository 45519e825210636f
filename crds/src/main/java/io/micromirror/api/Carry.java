package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which part of a project a mirror carries, in the words of the project's own {@code releases}. */
@ValidationRule(
        value = "(has(self.releases) && size(self.releases) > 0) || (has(self.architectures)"
                + " && size(self.architectures) > 0) || (has(self.fileTypes) && size(self.fileTypes) > 0)",
        message = "carry names at least one of releases, architectures or fileTypes; leave carry out to carry all")
@ValidationRule(
        value = "!has(self.releases) || self.releases.all(w, w.matches('" + Carry.WORD + "') && w != '..')",
        fieldPath = ".releases",
        message = "each of carry.releases" + Carry.RULE)
@ValidationRule(
        value = "!has(self.architectures) || self.architectures.all(w, w.matches('" + Carry.WORD + "') && w != '..')",
        fieldPath = ".architectures",
        message = "each of carry.architectures" + Carry.RULE)
@ValidationRule(
        value = "!has(self.fileTypes) || self.fileTypes.all(w, w.matches('" + Carry.WORD + "') && w != '..')",
        fieldPath = ".fileTypes",
        message = "each of carry.fileTypes" + Carry.RULE)
public record Carry(
        @Size(max = 32)
        @JsonPropertyDescription(
                "Releases, as the project's paths name them; what a release of another name holds is left out, that of"
                        + " later ones too. At most 32. Default: all. Examples: 43, v3.22, edge.")
        List<@Size(min = 1, max = 64) String> releases,

        @Size(max = 32)
        @JsonPropertyDescription("Architectures, by the project's own names; what belongs to another one is left out."
                + " At most 32. Default: all. Examples: x86_64, amd64.")
        List<@Size(min = 1, max = 64) String> architectures,

        @Size(max = 32)
        @JsonPropertyDescription("Kinds of files among those that the project lets a mirror leave out, such as debug"
                + " and source: the others go, all else is carried anyway. At most 32. Default: all.")
        List<@Size(min = 1, max = 64) String> fileTypes) {
    static final String WORD = "^[A-Za-z0-9][A-Za-z0-9._+-]*$";
    static final String RULE = " is a word of the project's releases, such as x86_64: letters, digits and . _ + - only";

    public Carry {
        releases = releases == null ? List.of() : List.copyOf(Absent.dropped(releases));
        architectures = architectures == null ? List.of() : List.copyOf(Absent.dropped(architectures));
        fileTypes = fileTypes == null ? List.of() : List.copyOf(Absent.dropped(fileTypes));
    }
}
