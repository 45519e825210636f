package io.micromirror.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** One project of a mirror, as last seen. */
public record ProjectStatus(
        @Required @JsonPropertyDescription("Name of the MirrorProject.")
        String name,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        @JsonPropertyDescription(
                "FirstSync: nothing is served yet. Published: served. Retiring: off the list, not synced any"
                        + " more, served until spec.retireAfterSeconds have passed or no list of the distribution names"
                        + " this mirror. Unclaimed: off the list and served no"
                        + " more; its data stays. Rejected: cannot be carried, the message says why. Paused: no"
                        + " syncs, served as it is.")
        ProjectState state,

        @JsonPropertyDescription("One line that says why, and what to do.")
        String message,

        @JsonPropertyDescription("When what is served now went live.")
        Instant published,

        @JsonPropertyDescription("When a sync last ended with nothing left to do.")
        Instant succeeded,

        @JsonPropertyDescription(
                "How big what is served is, as the lists of the last complete sync told; what waits for"
                        + " its deletion is left out.")
        TreeSize size,

        @JsonPropertyDescription("When the last request that a sync has served was made: the time in the annotation"
                + " micromirror.io/approve-deletes.PROJECT or micromirror.io/purge.PROJECT.")
        Instant requestServed,

        @JsonPropertyDescription("The last sync that ended.")
        LastSync lastSync,

        @JsonPropertyDescription("Since when it is off the list. Absent while it is on it.")
        Instant retiredSince,

        @JsonPropertyDescription(
                "When it was served no more before its time, because the distribution's own list had not"
                        + " named this mirror for a day. Absent: it is on the list, or served until its time is over.")
        Instant delisted,

        @JsonPropertyDescription("What the distribution's checker would say. Absent until it was imitated once.")
        ProjectVerdict verdict,

        @JsonPropertyDescription("What the last scrub found: whether the disk still holds what was written. Absent: it"
                + " has not been here yet.")
        ScrubStatus scrub) {
    /** One on the list, of which no checker said anything yet. */
    public ProjectStatus(
            String name,
            ProjectState state,
            String message,
            Instant published,
            Instant succeeded,
            TreeSize size,
            Instant requestServed,
            LastSync lastSync) {
        this(name, state, message, published, succeeded, size, requestServed, lastSync, null, null, null, null);
    }

    /** The same with another verdict. */
    public ProjectStatus with(ProjectVerdict other) {
        return new ProjectStatus(
                name,
                state,
                message,
                published,
                succeeded,
                size,
                requestServed,
                lastSync,
                retiredSince,
                delisted,
                other,
                scrub);
    }

    /** The same, off the list since then, and found to be off the distribution's at a moment that may be null. */
    public ProjectStatus retired(Instant since, Instant delisting) {
        return new ProjectStatus(
                name,
                state,
                message,
                published,
                succeeded,
                size,
                requestServed,
                lastSync,
                since,
                delisting,
                verdict,
                scrub);
    }

    /** The same with what another scrub found. */
    public ProjectStatus with(ScrubStatus other) {
        return new ProjectStatus(
                name,
                state,
                message,
                published,
                succeeded,
                size,
                requestServed,
                lastSync,
                retiredSince,
                delisted,
                verdict,
                other);
    }
}
