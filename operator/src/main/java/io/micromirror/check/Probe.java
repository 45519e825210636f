package io.micromirror.check;

import java.util.List;

/**
 * One question of a checker, as data. What it wants to know and what it makes of the answers are pure; an answer may lead
 * to further requests, so {@link #wants} is asked until nothing new comes.
 */
public sealed interface Probe
        permits AptFreshness,
                RootUrl,
                DirIndex,
                DistroVerdict,
                Endpoint,
                HeadSample,
                LastModified,
                MarkerFile,
                PathManifest,
                RangeRead,
                Repomd,
                RsyncListing,
                TraceDir {
    /** Everything that is to be asked, as far as it can be said by now; what was asked already may be in it. */
    List<Request> wants(Target target, Observation soFar, Moment moment);

    List<Finding> judge(Target target, Observation seen, Moment moment);

    /** What is worth knowing in the next round; {@link #judge} sees it already. */
    default History remember(Target target, Observation seen, Moment moment) {
        return moment.history();
    }

    /** Whether it compares content, which differs for a while whenever a sync runs. */
    default boolean waitsForSync() {
        return false;
    }
}
