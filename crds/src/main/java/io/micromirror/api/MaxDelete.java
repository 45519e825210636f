package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How much an upstream may drop between two syncs. One that dropped more may have lost a disk: nothing of it is deleted. */
public record MaxDelete(
        @Default("40000")
        @Min(0)
        @Max(100_000_000)
        @JsonPropertyDescription("Files and directories. Default: 40000. At 0 nothing is ever deleted.")
        Integer count,

        @Default("25")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription("Percent of the tree's files. Default: 25. Fewer than 20 files may always go.")
        Integer percent) {
    static final int DEFAULT_COUNT = 40_000;
    static final int DEFAULT_PERCENT = 25;

    public MaxDelete {
        count = count == null ? DEFAULT_COUNT : count;
        percent = percent == null ? DEFAULT_PERCENT : percent;
    }
}
