package io.micromirror.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What we say is carried is what a real rsync copies, by the passes of a layout together. */
final class CarriedLoopbackTest {
    private static final List<String> TREE = List.of(
            "TIME",
            "core/os/x86_64/core.db",
            "core/os/x86_64/a.pkg",
            "core/os/aarch64/core.db",
            "core/os/aarch64/a.pkg",
            "dists/trixie/InRelease",
            "dists/trixie/Contents-amd64.gz",
            "dists/trixie/Contents-arm64.gz",
            "dists/trixie/main/binary-amd64/Packages",
            "dists/trixie/main/binary-arm64/Packages",
            "dists/sid/InRelease",
            "linux/41/Everything/source/tree/repodata/repomd.xml",
            "linux/41/Everything/source/tree/a.src.rpm",
            "linux/41/Everything/x86_64/os/repodata/repomd.xml",
            "linux/41/Everything/x86_64/os/Packages/a-1.x86_64.rpm",
            "linux/41/Everything/x86_64/os/Packages/a-debuginfo-1.x86_64.rpm",
            "linux/41/Everything/x86_64/debug/tree/a.rpm",
            "pool/main/a/a_1_amd64.deb",
            "pool/main/a/a_1_arm64.deb",
            "pool/main/a/a_1_all.deb",
            "source/a",
            "state",
            "x/source");

    /** Directories that are called as entry points and markers are. */
    private static final List<String> MISLEADING = List.of(
            "COMPOSE_ID/repodata/repomd.xml",
            "SHA256SUMS/x.iso",
            "TIME/core.db",
            "TIME/x.pkg",
            "core.db/x.pkg",
            "entry.d/x.apk",
            "fullfilelist/pool/x.deb",
            "main/state/x.apk",
            "main/state/APKINDEX.tar.gz",
            "state/dists/s/Release",
            "state/state/x.rpm",
            "x.rpm");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            RPM    |                                  | source/ debug/
            RPM    |                                  | **/source/** **/debug/**
            RPM    |                                  | source
            RPM    |                                  | /source
            RPM    |                                  | *-debuginfo-*.rpm
            RPM    |                                  | /linux/*/Everything/*/debug
            RPM    |                                  | Everything/source/
            RPM    |                                  | os/Packages/*
            RPM    |                                  | /linux/**.rpm
            RPM    | x86_64/                          | /linux/41/Everything/*/
            RPM    | /linux/ /linux/41/ /linux/41/**  | *
            RPM    | a-1.*                            | *.rpm
            APT    | binary-amd64/                    | binary-*/
            APT    | *_amd64.deb *_all.deb            | *.deb
            APT    | Contents-amd64*                  | Contents-*
            APT    | /dists/ /dists/trixie/ /dists/trixie/** | *
            APT    |                                  | /dists/sid/ *arm64*
            APT    |                                  | pool/**/a?1?arm64.deb
            ARCH   |                                  | aarch64/
            ARCH   | /core/ os/ x86_64/               | *
            ARCH   |                                  | *.db
            PLAIN  |                                  | /TIME /linux/
            """)
    void rsyncCarriesTheSame(Layout layout, String include, String exclude) throws IOException, InterruptedException {
        Filters filters = new Filters(words(include), words(exclude), null, null);
        offer(TREE);
        Carried carried = layout.carried(filters);

        copy(layout.content(filters));
        List<String> content = copied();
        copyIndexes(layout, filters);

        assertThat(copied())
                .containsExactlyElementsOf(
                        TREE.stream().filter(carried).sorted().toList());
        assertThat(content).noneMatch(name -> name.endsWith(".db") && layout == Layout.ARCH);
        assertThat(copiedBy(layout.entryPoints(filters)))
                .noneMatch(name -> name.endsWith(".deb") || name.endsWith(".rpm"));
    }

    @ParameterizedTest
    @EnumSource
    void aDirectoryCalledAsAnEntryPointOrAMarkerIsLookedInto(Layout layout) throws IOException, InterruptedException {
        offer(MISLEADING);

        copyAll(layout, Filters.NONE);

        assertThat(copied())
                .containsExactlyElementsOf(MISLEADING.stream().sorted().toList());
    }

    @ParameterizedTest
    @EnumSource
    void aDirectoryCalledSoIsLeftOutLikeAnyOther(Layout layout) throws IOException, InterruptedException {
        Filters filters = new Filters(null, List.of("state/", "/TIME/", "*.db/"), null, null);
        offer(MISLEADING);

        copyAll(layout, filters);

        assertThat(copied())
                .containsExactlyElementsOf(MISLEADING.stream()
                        .filter(layout.carried(filters))
                        .sorted()
                        .toList())
                .noneMatch(name -> name.matches("(main/)?(state|TIME|core.db)/.*"));
    }

    @Test
    void whatIsProtectedStaysUnlessItIsAtRisk() {
        Kept kept = new Filters(null, null, List.of("/local/", "*.keep"), List.of("/local/old/")).kept(List.of());

        assertThat(List.of("local/", "local/a", "local/old/b", "d/x.keep")).allMatch(kept);
        assertThat(List.of("a", "d/local/a", "d/x.keeper")).noneMatch(kept);
    }

    private void offer(List<String> names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve("from").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
    }

    private void copyAll(Layout layout, Filters filters) throws IOException, InterruptedException {
        copy(layout.content(filters));
        copyIndexes(layout, filters);
    }

    private void copyIndexes(Layout layout, Filters filters) throws IOException, InterruptedException {
        if (layout.hasGroups()) {
            copy(layout.entryPoints(filters));
        }
        copy(Layout.markers(filters, List.of()));
    }

    private static List<String> words(String line) {
        return line == null ? List.of() : List.of(line.strip().split(" "));
    }

    private List<String> copiedBy(List<Filter> rules) throws IOException, InterruptedException {
        List<String> before = copied();
        Path aside = folder.resolve("aside");
        Files.move(folder.resolve("to"), aside);
        copy(rules);
        List<String> copied = copied();
        assertThat(before).containsAll(copied);
        return copied;
    }

    private void copy(List<Filter> rules) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("rsync", "-rm"));
        rules.forEach(
                rule -> command.add("--filter=" + (rule instanceof Filter.Include ? "+ " : "- ") + rule.pattern()));
        command.add(folder.resolve("from") + "/");
        command.add(folder.resolve("to") + "/");
        Process rsync = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(rsync.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(rsync.waitFor()).as(said).isZero();
    }

    private List<String> copied() throws IOException {
        Path to = folder.resolve("to");
        if (!Files.exists(to)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(to)) {
            return List.copyOf(new TreeSet<>(files.filter(Files::isRegularFile)
                    .map(file -> to.relativize(file).toString())
                    .toList()));
        }
    }
}
