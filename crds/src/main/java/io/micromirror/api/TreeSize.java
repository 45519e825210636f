package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How big a project's tree is. */
public record TreeSize(
        @JsonPropertyDescription("Bytes of all files.") Long logical,

        @JsonPropertyDescription("Bytes on the disk, with half a block of 4 KiB lost behind each file's end; hard links"
                + " count as often as they have names.")
        Long allocated,

        @JsonPropertyDescription("Files.") Long files) {}
