package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which paths of a project are of which release, architecture or type of file, so that a mirror can carry a part. */
@ValidationRule(
        value = "[self.path.contains('{release}'), self.path.contains('{architecture}'),"
                + " self.path.contains('{fileType}'), has(self.fileType)].filter(p, p).size() == 1",
        fieldPath = ".path",
        message = "a path of releases has exactly one of {release}, {architecture} and {fileType}, or none and a"
                + " fileType beside it")
@ValidationRule(
        value =
                "self.path.replace('{release}', 'x').replace('{architecture}', 'x').replace('{fileType}', 'x').matches('"
                        + Filters.REGEX + "') && !self.path.contains('***')",
        fieldPath = ".path",
        message = "a path of releases " + Filters.RULE)
@ValidationRule(
        value = "has(self.words) && size(self.words) > 0 || self.path.contains('{release}') || has(self.fileType)",
        fieldPath = ".words",
        message = "a path of releases with {architecture} or {fileType} lists the words that can stand there")
@ValidationRule(
        value = "(!has(self.words) || self.words.all(w, w.matches('" + Carry.WORD + "'))) && (!has(self.except)"
                + " || self.except.all(w, w.matches('" + Carry.WORD + "'))) && (!has(self.fileType)"
                + " || self.fileType.matches('" + Carry.WORD + "'))",
        message = "each of words, of except and fileType" + Carry.RULE)
public record ReleasePath(
        @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription(
                "A pattern as in filters.exclude, in which {release}, {architecture} or {fileType} stands for the"
                        + " word. Required. Examples: /linux/releases/{release}/ and {architecture}/ and"
                        + " *_{architecture}.deb.")
        String path,

        @Size(max = 32)
        @JsonPropertyDescription("What can stand there; what else does is carried always. At most 32. Required but for"
                + " {release}. Default for {release}: anything, so that releases to come are known.")
        List<@Size(min = 1, max = 64) String> words,

        @Size(max = 32)
        @JsonPropertyDescription("What stands there and is none, where words are not listed: carried always. At most"
                + " 32. Default: nothing. Example: testing, beside the releases of Fedora's updates.")
        List<@Size(min = 1, max = 64) String> except,

        @Size(min = 1, max = 64)
        @JsonPropertyDescription("The type of file that the path itself tells. Default: the path has a word in braces."
                + " Example: source, for *.src.rpm.")
        String fileType) {
    public ReleasePath {
        words = words == null ? List.of() : List.copyOf(Absent.dropped(words));
        except = except == null ? List.of() : List.copyOf(Absent.dropped(except));
    }
}
