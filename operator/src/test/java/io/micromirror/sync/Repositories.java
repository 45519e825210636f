package io.micromirror.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Small repositories at a box's upstream, as their projects write them. Each publish is a minute newer than the one
 * before it; a package's content is its name.
 */
final class Repositories {
    private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");

    private final Box box;
    private Instant now;
    private int times = 1;

    Repositories(Box box) {
        this(box, 0);
    }

    /** A repository by the script of this name among the test resources. */
    static void make(String script, Path folder) throws IOException {
        Path file = Path.of("src/test/resources/sync").resolve(script).toAbsolutePath();
        Process process = new ProcessBuilder(file.toString())
                .directory(folder.toFile())
                .inheritIO()
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError(script + " failed");
        }
    }

    /** As of so many days later. */
    Repositories(Box box, int days) {
        this.box = box;
        this.now = FIRST.plus(Duration.ofDays(days));
    }

    /** From now on a package of a suite is its name so many times. */
    Repositories repeating(int count) {
        times = count;
        return this;
    }

    /** Publishes a suite that names these packages of {@code pool}, and drops what it does not name. */
    void apt(String suite, String... packages) throws IOException {
        for (String name : packages) {
            content("pool/" + name, name.repeat(times));
        }
        aptIndexes(suite, packages);
        drop("pool", List.of(packages));
    }

    /** Publishes a suite alone, whatever the pool holds; indexes of the one before go, by-hash included. */
    void aptIndexes(String suite, String... packages) throws IOException {
        now = now.plus(Duration.ofMinutes(1));
        StringBuilder stanzas = new StringBuilder();
        for (String name : packages) {
            stanzas.append("Package: %s\nFilename: pool/%s\nSize: %d\nSHA256: %s\n\n"
                    .formatted(name.replaceAll("[_.].*", ""), name, name.length() * times, sha256(name.repeat(times))));
        }
        String index = stanzas.toString();
        String release = """
                Origin: Demo
                Suite: %s
                Date: %s
                Acquire-By-Hash: yes
                SHA256:
                 %s %d main/binary-amd64/Packages
                """.formatted(
                        suite,
                        DateTimeFormatter.RFC_1123_DATE_TIME
                                .format(now.atOffset(ZoneOffset.UTC))
                                .replace("GMT", "UTC"),
                        sha256(index),
                        index.length());
        String directory = "dists/" + suite + "/main/binary-amd64/";
        Path byHash = box.upstream().resolve(directory + "by-hash");
        new Tree(byHash).delete();
        offer(directory + "by-hash/SHA256/" + sha256(index), index);
        offer(directory + "Packages", index);
        offer("dists/" + suite + "/Release", release);
    }

    /** Publishes an RPM repository that names these packages. */
    void rpm(String directory, String... packages) throws IOException {
        now = now.plus(Duration.ofMinutes(1));
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <metadata xmlns="http://linux.duke.edu/metadata/common" packages="%d">
                """.formatted(packages.length));
        for (String name : packages) {
            content(directory + "/" + name, name);
            xml.append("""
                    <package type="rpm"><name>%s</name><arch>noarch</arch>
                    <checksum type="sha256" pkgid="YES">%s</checksum>
                    <size package="%d" installed="1" archive="1"/><location href="%s"/></package>
                    """.formatted(name, sha256(name), name.length(), name));
        }
        String primary = xml.append("</metadata>\n").toString();
        new Tree(box.upstream().resolve(directory + "/repodata")).delete();
        offer(directory + "/repodata/" + sha256(primary) + "-primary.xml", primary);
        offer(directory + "/repodata/repomd.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>%d</revision>
                <data type="primary"><checksum type="sha256">%s</checksum>
                <open-checksum type="sha256">%2$s</open-checksum>
                <location href="repodata/%2$s-primary.xml"/><timestamp>1</timestamp>
                <size>%d</size><open-size>%3$d</open-size></data></repomd>
                """.formatted(
                        now.getEpochSecond(), sha256(primary), primary.length()));
        drop(directory, List.of(packages));
    }

    /** Publishes a pacman repository, its database signed by nobody; what it does not name stays. */
    void arch(String directory, String repository, String... packages) throws IOException {
        now = now.plus(Duration.ofMinutes(1));
        Path aside = Files.createTempDirectory(box.folder(), "db");
        for (String name : packages) {
            content(directory + name, name);
            Path description = aside.resolve(name.replace(".pkg.tar.zst", "") + "/desc");
            Files.createDirectories(description.getParent());
            Files.writeString(description, """
                    %%FILENAME%%
                    %s

                    %%CSIZE%%
                    %d

                    %%SHA256SUM%%
                    %s

                    """.formatted(name, name.length(), sha256(name)));
        }
        pack(aside, directory + repository + ".db");
        offer(directory + repository + ".db.sig", "signature of " + now);
    }

    /** Publishes a directory of Alpine's packages. */
    void alpine(String directory, String... packages) throws IOException {
        now = now.plus(Duration.ofMinutes(1));
        Path aside = Files.createTempDirectory(box.folder(), "index");
        StringBuilder index = new StringBuilder();
        for (String name : packages) {
            content(directory + name, name);
            String[] parts = name.replace(".apk", "").split("-", 2);
            index.append("P:%s\nV:%s\nS:%d\n\n".formatted(parts[0], parts[1], name.length()));
        }
        Files.writeString(aside.resolve("APKINDEX"), index);
        pack(aside, directory + "APKINDEX.tar.gz");
    }

    /** Publishes an F-Droid repository of one app. */
    void fdroid(String directory, String app) throws IOException {
        now = now.plus(Duration.ofMinutes(1));
        content(directory + app, app);
        String index = """
                {"repo": {"timestamp": %d}, "packages": {"demo": {"versions": {"x": {"file":
                {"name": "/%s", "sha256": "%s", "size": %d}}}}}}""".formatted(now.toEpochMilli(), app, sha256(app), app.length());
        offer(directory + "index-v2.json", index);
        offer(directory + "entry.json", """
                {"timestamp": %d, "version": 30000, "index": {"name": "/index-v2.json", "sha256": "%s", "size": %d,
                "numPackages": 1}, "diffs": {}}""".formatted(now.toEpochMilli(), sha256(index), index.length()));
    }

    /** Publishes a list of checksums of one image. */
    void images(String directory, String image) throws IOException {
        now = now.plus(Duration.ofMinutes(1));
        content(directory + image, image);
        offer(directory + "SHA256SUMS", sha256(image) + " *" + image + "\n");
        offer(directory + "SHA256SUMS.gpg", "signature of " + now);
    }

    private void pack(Path aside, String name) throws IOException {
        Path file = box.upstream().resolve(name);
        Files.createDirectories(file.getParent());
        String members = String.join(" ", new TreeSet<>(List.of(aside.toFile().list())));
        Process tar = new ProcessBuilder("sh", "-c", "tar -czf '%s' -C '%s' %s".formatted(file, aside, members))
                .inheritIO()
                .start();
        if (tar.onExit().join().exitValue() != 0) {
            throw new AssertionError("tar failed");
        }
        Files.setLastModifiedTime(file, FileTime.from(now));
    }

    /** A file as of now. */
    Path offer(String name, String content) throws IOException {
        return box.offer(name, content, "rw-r--r--", now);
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A package is written once. */
    private void content(String name, String content) throws IOException {
        if (!Files.exists(box.upstream().resolve(name))) {
            offer(name, content);
        }
    }

    private void drop(String directory, List<String> kept) throws IOException {
        try (Stream<Path> files = Files.list(box.upstream().resolve(directory))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!kept.contains(file.getFileName().toString())) {
                    box.drop(box.upstream().relativize(file).toString());
                }
            }
        }
    }
}
