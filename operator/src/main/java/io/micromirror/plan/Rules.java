package io.micromirror.plan;

import java.util.List;
import java.util.Set;

/**
 * What a plan has to keep to.
 *
 * @param disk bytes, without the reserve
 * @param syncADay bytes that may be fetched a day
 * @param sentADay bytes that the uplink can send a day
 * @param growth by what part trees grow before somebody looks again
 * @param staging by what part of a tree a large update needs room beside it
 * @param required must be carried
 * @param forbidden must not
 * @param unlisted no checker lists this box for them, so that nobody is sent here
 * @param exclusive sets of variants of one project
 * @param carried today
 * @param hysteresis by what part something new must be better than what is carried
 * @param changed of a tree, what part is fetched a day
 */
record Rules(
        long disk,
        long syncADay,
        long sentADay,
        double growth,
        double staging,
        double changed,
        Set<String> required,
        Set<String> forbidden,
        Set<String> unlisted,
        List<Set<String>> exclusive,
        Set<String> carried,
        double hysteresis) {

    Rules withDisk(long bytes) {
        return new Rules(
                bytes,
                syncADay,
                sentADay,
                growth,
                staging,
                changed,
                required,
                forbidden,
                unlisted,
                exclusive,
                carried,
                hysteresis);
    }

    Rules withoutHysteresis() {
        return new Rules(
                disk, syncADay, sentADay, growth, staging, changed, required, forbidden, unlisted, exclusive, Set.of(),
                0);
    }
}
