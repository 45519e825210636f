package io.micromirror.layout;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micromirror.layout.Filter.Exclude;
import io.micromirror.layout.Filter.Include;
import java.util.List;

/**
 * A family of repositories, as the order in which a mirror fetches one: content before the indexes that name it, and
 * deletions only after the new indexes are there.
 */
public enum Layout {
    /** Debian archives. */
    @JsonProperty("apt")
    APT,
    /** RPM repositories. */
    @JsonProperty("rpm")
    RPM,
    /** Files that no index names. */
    @JsonProperty("plain")
    PLAIN;

    private static final Pass INDEXES = new Pass("indexes", List.of(), true, true);

    /**
     * What ftpsync's stage 1 leaves out ({@code RSYNC_OPTIONS1} in Debian's archvsync, bin/ftpsync; the same list is
     * tunasync's profile "debian"). Files under by-hash never change, so they come with the content.
     */
    private static final Pass APT_CONTENT = content(
            new Include("*.diff/"),
            new Include("by-hash/"),
            new Exclude("*.diff/Index"),
            new Exclude("Contents*"),
            new Exclude("Packages*"),
            new Exclude("Sources*"),
            new Exclude("Release*"),
            new Exclude("InRelease"),
            new Exclude("i18n/*"),
            new Exclude("dep11/*"),
            new Exclude("installer-*/current"),
            new Exclude("ls-lR*"));

    /** As stage 1 of GRMrGecko/mirror-sync. */
    private static final Pass RPM_CONTENT = content(new Exclude("repodata/"));

    private static final Pass FILES = new Pass("files", List.of(), true, true);

    /** What to walk over, in order. */
    public List<Pass> passes() {
        return switch (this) {
            case APT -> List.of(APT_CONTENT, INDEXES);
            case RPM -> List.of(RPM_CONTENT, INDEXES);
            case PLAIN -> List.of(FILES);
        };
    }

    private static Pass content(Filter... filters) {
        return new Pass("content", List.of(filters), false, false);
    }
}
