package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * The list of what waits for its deletion against a model that remembers, for each name, since when every look found it
 * gone. One look an hour.
 */
final class DeletionsProperties {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    @Property(tries = 300)
    void isDueWhatEveryLookOfThatTimeFoundGone(
            @ForAll @Size(max = 12) List<@Size(max = 6) Set<@IntRange(max = 7) Integer>> looks,
            @ForAll @IntRange(max = 5) int hours) {
        Deletions list = new Deletions(new TreeMap<>());
        Map<String, Instant> model = new HashMap<>();
        Instant now = NOON;
        for (Set<Integer> look : looks) {
            now = now.plus(Duration.ofHours(1));
            Set<String> gone = names(look);
            model.keySet().retainAll(gone);
            for (String name : gone) {
                model.putIfAbsent(name, now);
            }

            list = list.after(gone, _ -> true, now);

            Instant last = now.minus(Duration.ofHours(hours));
            Set<String> due = new TreeSet<>();
            model.forEach((name, since) -> {
                if (!since.isAfter(last)) {
                    due.add(name);
                }
            });
            assertThat(list.due(now, Duration.ofHours(hours))).containsExactlyInAnyOrderElementsOf(due);
        }
    }

    @Property(tries = 300)
    void whatWasNotLookedAtStaysAsItWas(
            @ForAll Set<@IntRange(max = 9) Integer> waiting, @ForAll Set<@IntRange(max = 9) Integer> looked) {
        Deletions list = new Deletions(new TreeMap<>()).after(names(waiting), _ -> true, NOON);

        Deletions next = list.after(Set.of(), names(looked)::contains, NOON.plusSeconds(1));

        Set<String> left = names(waiting);
        left.removeAll(names(looked));
        assertThat(next.waiting()).containsOnlyKeys(left);
    }

    @Property(tries = 100)
    void whatADirectoryHoldsIsDeletedBeforeIt(@ForAll("paths") Set<String> paths) {
        Deletions list = new Deletions(new TreeMap<>()).after(paths, _ -> true, NOON);

        List<String> order = list.due(NOON, Duration.ZERO);

        for (String directory : order) {
            assertThat(order.subList(order.indexOf(directory) + 1, order.size()))
                    .noneMatch(later -> directory.endsWith("/") && later.startsWith(directory));
        }
    }

    @Property(tries = 50)
    void survivesItsFile(@ForAll("paths") Set<String> paths) throws IOException {
        Path folder = Files.createTempDirectory("deletions");
        try {
            Deletions list = new Deletions(new TreeMap<>()).after(paths, _ -> true, NOON);
            list.write(folder.resolve("list"));

            assertThat(Deletions.read(folder.resolve("list"))).isEqualTo(list);
        } finally {
            new Tree(folder).delete();
        }
    }

    /** Any name of a file, escaped as rsync writes it; some are directories. */
    @Provide
    Arbitrary<Set<String>> paths() {
        Arbitrary<String> name = Arbitraries.strings()
                .withChars("ab \n\t\\#é0")
                .ofMinLength(1)
                .ofMaxLength(3)
                .filter(some -> !some.isBlank());
        Arbitrary<String> path =
                name.list().ofMinSize(1).ofMaxSize(3).map(names -> Escaped.of(String.join("/", names)));
        return Combinators.combine(path, Arbitraries.of("", "/"))
                .as(String::concat)
                .list()
                .ofMaxSize(8)
                .map(TreeSet::new);
    }

    private static Set<String> names(Set<Integer> numbers) {
        Set<String> names = new TreeSet<>();
        numbers.forEach(number -> names.add("pool/" + number));
        return names;
    }
}
