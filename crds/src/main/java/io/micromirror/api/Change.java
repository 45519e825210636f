package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** By which small files of its tree a project tells that it published something. */
@ValidationRule(
        value = "size(self.files) > 0 && self.files.all(f, f.matches('" + Change.FILE + "') && !f.contains('..'))",
        fieldPath = ".files",
        message = "change.files must be files of the tree, relative to it and without '..', such as lastupdate or"
                + " project/trace/master")
@ValidationRule(
        value = "!has(self.http) || isURL(self.http) && self.http.matches('^https?://[^/ ]+/(.*/)?$')"
                + " && !self.http.contains('..')",
        fieldPath = ".http",
        message = "change.http must be the web address of the tree, ending in '/', such as"
                + " https://mirror.example.net/archlinux/")
@ValidationRule(
        value = "!has(self.alive) || self.alive.all(f, f.matches('" + Change.FILE + "') && !f.contains('..'))"
                + " && self.compare != 'Modified'",
        fieldPath = ".alive",
        message = "change.alive must be small files of the tree, relative to it and without '..', such as lastsync; and"
                + " change.compare not Modified, which is for files too large to fetch again and again")
public record Change(
        @Default("Content")
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "What of the files is compared with what the last sync saw. Content: what they hold, at"
                        + " most 64 KiB each; a number is news only when it is greater. Modified: time and size, for larger"
                        + " files. Serial: the Archive serial of a Debian trace file. Default: Content.")
        Comparison compare,

        @Required
        @Size(max = 8)
        @JsonPropertyDescription("Files of the tree that change with each publish, 1 to 8, relative to the tree."
                + " Required. Examples: lastupdate, TIME, fullfiletimelist-epel, project/trace/master.")
        List<@Size(min = 1, max = 256) String> files,

        @Size(max = 512)
        @JsonPropertyDescription("Web address of the tree, ending in '/', where the files are asked for; it must be of"
                + " the host that the sync reads from. Default: they are asked for over rsync, from the upstreams"
                + " in their order; so they are, too, on a mirror with an upstream of its own.")
        String http,

        @Default("300")
        @Min(10)
        @Max(86400)
        @JsonPropertyDescription(
                "Seconds between two questions, 10 to 86400, a tenth more or less by chance. A question"
                        + " that finds nothing new costs the upstream some hundred bytes. Default: 300.")
        Integer everySeconds,

        @Size(max = 4)
        @JsonPropertyDescription("Files of the tree that the upstream renews although nothing else changed, because"
                + " checkers measure a mirror's age by them. They are renewed without a sync while the other files are"
                + " what the upstream has. At most 4. Default: none. Example: lastsync.")
        List<@Size(min = 1, max = 256) String> alive) {
    static final String FILE = "^[A-Za-z0-9._][A-Za-z0-9._+~-]*(/[A-Za-z0-9._][A-Za-z0-9._+~-]*)*$";
    static final int DEFAULT_EVERY_SECONDS = 300;

    public Change {
        compare = compare == null ? Comparison.CONTENT : compare;
        files = files == null ? List.of() : List.copyOf(Absent.dropped(files));
        alive = alive == null ? List.of() : List.copyOf(Absent.dropped(alive));
        everySeconds = everySeconds == null ? DEFAULT_EVERY_SECONDS : everySeconds;
    }
}
