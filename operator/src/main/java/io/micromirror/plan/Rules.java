package io.micromirror.plan;

import java.util.Collection;
import java.util.Set;

/**
 * What a plan has to keep to.
 *
 * @param disk bytes, without the reserve
 * @param syncADay bytes that may be fetched a day
 * @param sentADay bytes that the uplink can send a day
 * @param required must be carried
 * @param forbidden must not
 * @param exclusive sets of variants of one project
 * @param carried today
 * @param hysteresis by what part something new must be better than what is carried
 */
record Rules(
        long disk,
        long syncADay,
        long sentADay,
        Set<String> required,
        Set<String> forbidden,
        Collection<Set<String>> exclusive,
        Set<String> carried,
        double hysteresis) {

    Rules withDisk(long bytes) {
        return new Rules(bytes, syncADay, sentADay, required, forbidden, exclusive, carried, hysteresis);
    }

    Rules withoutHysteresis() {
        return new Rules(disk, syncADay, sentADay, required, forbidden, exclusive, Set.of(), 0);
    }
}
