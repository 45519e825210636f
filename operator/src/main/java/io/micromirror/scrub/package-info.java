/**
 * Looks whether what lies on the disk is still what the indexes beside it say: bits that flip at equal size and time are
 * what rsync never sees.
 *
 * <p>A day's slice is the files whose names hash into a part of a fixed order, so a position in that order is all that is
 * kept between two days, with the data: {@code PROJECT/scrub}. Reads without holding up a sync; what it finds damaged it
 * looks at again, and mends, while no sync runs: {@link io.micromirror.sync.Mending}.
 */
package io.micromirror.scrub;
