package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/** What the last part of a scrub found in a project's tree. */
public record ScrubStatus(
        @JsonPropertyDescription("When it ended.") Instant finished,

        @JsonPropertyDescription("Files that were read and compared with an index.")
        Long files,

        @JsonPropertyDescription("Percent of the files for which no index holds a checksum: what a disk does to these,"
                + " nobody sees. Absent: there were no files.")
        Integer uncoveredPercent,

        @JsonPropertyDescription("Files that were not what an index says, were gone, or could not be read.")
        Long bad,

        @JsonPropertyDescription("Those that are good again.")
        Long mended,

        @JsonPropertyDescription("Those that the disk would not read: it is dying. Absent: none.")
        Long unreadable,

        @JsonPropertyDescription("Files that are bad still, also of earlier days: not served, and tried again each day."
                + " Absent: none.")
        Long open,

        @JsonPropertyDescription("Files that were ever bad, since the mirror's first scrub.")
        Long badEver,

        @JsonPropertyDescription("When every file was looked at once more. Absent: not yet.")
        Instant round) {}
