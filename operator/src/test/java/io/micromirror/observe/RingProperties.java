package io.micromirror.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the fleet: who watches whom. */
final class RingProperties {
    private static final int WATCHERS = 2;

    @Provide
    Arbitrary<Set<String>> fleets() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(8)
                .set()
                .ofMinSize(0)
                .ofMaxSize(60);
    }

    @Property
    void eachOfThreeOrMoreIsWatchedByTwoOthers(@ForAll("fleets") Set<String> names) {
        int expected = Math.clamp(names.size() - 1, 0, WATCHERS);
        for (String name : names) {
            assertThat(Ring.watchedBy(name, names))
                    .hasSize(expected)
                    .doesNotHaveDuplicates()
                    .doesNotContain(name)
                    .isSubsetOf(names);
            assertThat(names.stream().filter(each -> Ring.watchedBy(each, names).contains(name)))
                    .hasSize(expected);
        }
    }

    @Property
    void oneMoreOrLessConcernsTheTwoBeforeItAlone(@ForAll("fleets") Set<String> names, @ForAll("names") String one) {
        Set<String> without = new HashSet<>(names);
        without.remove(one);
        Set<String> with = new HashSet<>(without);
        with.add(one);

        assertThat(without.stream()
                        .filter(each -> !Ring.watchedBy(each, without).equals(Ring.watchedBy(each, with))))
                .hasSizeLessThanOrEqualTo(WATCHERS);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
    }

    @Property
    void orderAndRepetitionOfTheListAreNothing(@ForAll("fleets") Set<String> names) {
        List<String> twice = new ArrayList<>(names);
        twice.addAll(names);
        Collections.shuffle(twice);

        assertThat(names)
                .allSatisfy(name -> assertThat(Ring.watchedBy(name, twice)).isEqualTo(Ring.watchedBy(name, names)));
    }

    @Property
    void aStrangerWatchesNobody(@ForAll("fleets") Set<String> names) {
        assertThat(Ring.watchedBy("not of it", names)).isEmpty();
    }
}
