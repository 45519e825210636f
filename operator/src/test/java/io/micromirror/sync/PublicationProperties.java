package io.micromirror.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micromirror.layout.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * Publishing against a model: suites are maps from file to content, what is served is one of two such maps for each suite.
 * Whatever is staged over whatever is live, and wherever the power fails, each suite is wholly the old or wholly the new
 * one; files of the old one that the new one lacks are still found; and the next publication completes.
 */
final class PublicationProperties {
    private static final List<String> SUITES = List.of("one", "two", "three", "nested/updates");
    private static final List<String> FILES =
            List.of("Release", "InRelease", "main/Packages", "main/by-hash/a", "main/by-hash/b");

    private Path folder;

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("publication");
    }

    @AfterTry
    void deleteFolder() throws IOException {
        new Tree(folder).delete();
    }

    @Property(tries = 150)
    void eachSuiteIsOldOrNewAtEveryCutAndTheNextRunCompletes(
            @ForAll("suites") Map<String, Map<String, String>> old,
            @ForAll("suites") Map<String, Map<String, String>> fresh,
            @ForAll @IntRange(min = 1, max = 8) int cut)
            throws IOException {
        Place place =
                new Place(Files.createDirectory(folder.resolve("live")), Files.createDirectory(folder.resolve("work")));
        write(old, place.live());

        try {
            publish(fresh, place, new FailingDisk(cut));
        } catch (PowerCut _) {
            // As after a cut in a run: what is staged is worthless.
        }

        Set<String> exchanged = new TreeSet<>();
        for (String suite : all(old, fresh)) {
            Map<String, String> served = read(place.live().resolve("dists").resolve(suite));
            Map<String, String> before = old.getOrDefault(suite, Map.of());
            Map<String, String> after = completed(before, fresh.getOrDefault(suite, Map.of()));
            assertThat(served).as(suite).isIn(before, after);
            if (!served.equals(before)) {
                exchanged.add(suite);
            }
        }
        new Stage(Layout.APT, place).clear();
        Map<String, Map<String, String>> asIs = new TreeMap<>();
        all(old, fresh)
                .forEach(suite -> asIs.put(
                        suite,
                        exchanged.contains(suite)
                                ? completed(old.getOrDefault(suite, Map.of()), fresh.get(suite))
                                : old.getOrDefault(suite, Map.of())));
        publish(fresh, place, new FailingDisk(Integer.MAX_VALUE));
        for (String suite : fresh.keySet()) {
            assertThat(read(place.live().resolve("dists").resolve(suite)))
                    .as(suite)
                    .isEqualTo(completed(asIs.getOrDefault(suite, Map.of()), fresh.get(suite)));
        }
    }

    @Provide
    Arbitrary<Map<String, Map<String, String>>> suites() {
        Arbitrary<Map<String, String>> suite = Combinators.combine(
                        Arbitraries.of("1", "2", "3"),
                        Arbitraries.maps(Arbitraries.of(FILES), Arbitraries.of("x", "y", "z")))
                .as((version, files) -> {
                    Map<String, String> all = new TreeMap<>(files);
                    all.put("Release", version);
                    return all;
                });
        return Arbitraries.maps(Arbitraries.of(SUITES), suite);
    }

    /** A new suite with what only the old one has: clients of the old index go on reading that. */
    private static Map<String, String> completed(Map<String, String> old, Map<String, String> fresh) {
        Map<String, String> all = new TreeMap<>(old);
        all.putAll(fresh);
        return all;
    }

    private static Set<String> all(Map<String, ?> old, Map<String, ?> fresh) {
        Set<String> all = new TreeSet<>(old.keySet());
        all.addAll(fresh.keySet());
        return all;
    }

    private static void publish(Map<String, Map<String, String>> suites, Place place, Disk disk) throws IOException {
        write(suites, Files.createDirectories(place.stage()));
        Stage stage = new Stage(Layout.APT, place);
        List<Group> changed =
                stage.groups().stream().filter(PublicationProperties::isNew).toList();
        new Publication(disk, place, new Stopwatch(Clock.systemUTC())).publish(changed, stage.loose(stage.groups()));
        stage.clear();
    }

    private static boolean isNew(Group group) {
        return !Tree.exists(group.live())
                || !read(group.live())
                        .entrySet()
                        .containsAll(read(group.staged()).entrySet());
    }

    private static void write(Map<String, Map<String, String>> suites, Path tree) throws IOException {
        for (Map.Entry<String, Map<String, String>> suite : suites.entrySet()) {
            for (Map.Entry<String, String> file : suite.getValue().entrySet()) {
                Path path = tree.resolve("dists").resolve(suite.getKey()).resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
    }

    private static Map<String, String> read(Path suite) {
        try {
            Map<String, String> files = new TreeMap<>();
            for (String name : new Tree(suite).files()) {
                files.put(name, Files.readString(suite.resolve(name)));
            }
            return files;
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    /** Not an IOException: nothing tidies up behind it. */
    private static final class PowerCut extends RuntimeException {}

    /** Changes names as the kernel does, until a call of that number. */
    private static final class FailingDisk implements Disk {
        private final Disk disk = new KernelDisk();
        private int left;

        FailingDisk(int left) {
            this.left = left;
        }

        @Override
        public void flush(Path path) {
            count();
        }

        @Override
        public void exchange(Path one, Path other) throws IOException {
            count();
            disk.exchange(one, other);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            count();
            disk.rename(from, to);
        }

        private void count() {
            left--;
            if (left == 0) {
                throw new PowerCut();
            }
        }
    }
}
