package io.micromirror.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Proves a staged group of a family of repositories. */
public final class Proofs {
    private static final Pattern RELEASED = Pattern.compile("(?m)^ ([0-9a-f]{64}) +([0-9]+) +(\\S+)$");
    private static final Pattern STANZA = Pattern.compile("(?ms)^Filename: (\\S+)$.*?^Size: ([0-9]+)$");
    private static final Pattern DATA = Pattern.compile(
            "(?s)<data type=\"([a-z_]+)\">.*?<checksum type=\"sha256\">([0-9a-f]+)<.*?href=\"([^\"]+)\".*?</data>");
    private static final Pattern MADE = Pattern.compile("(?m)^Date: (.{20,40})$|<revision>([0-9]{10})</revision>");
    private static final Pattern PACKAGE =
            Pattern.compile("(?s)<size package=\"([0-9]+)\".*?<location [^>]*href=\"([^\"]+)\"");

    private Proofs() {}

    /** The proof of what lies in {@code stagedGroup}, which is to be {@code groupPath} of {@code liveTree}. */
    public static Proof of(String layout, Path stagedGroup, String groupPath, Path liveTree, Optional<Path> liveGroup)
            throws IOException {
        return switch (layout) {
            case "apt" -> apt(stagedGroup, groupPath, liveTree);
            case "rpm" -> rpm(stagedGroup, groupPath, liveTree);
            default -> new Proof.Whole();
        };
    }

    /** When a group was made, as its own entry points say; empty where its layout does not tell. */
    public static Optional<Instant> age(String layout, Path group) {
        try {
            Path file = group.resolve(layout.equals("apt") ? "Release" : "repomd.xml");
            Matcher made = MADE.matcher(Files.readString(file));
            if (!made.find()) {
                return Optional.empty();
            }
            return Optional.of(
                    made.group(2) == null
                            ? DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                                    made.group(1).replace("UTC", "GMT"), Instant::from)
                            : Instant.ofEpochSecond(Long.parseLong(made.group(2))));
        } catch (IOException | DateTimeException untold) {
            return Optional.empty();
        }
    }

    private static Proof apt(Path staged, String group, Path live) throws IOException {
        Path release = staged.resolve("Release");
        if (!Files.exists(release)) {
            return new Proof.Broken("Release is absent");
        }
        String root = group.substring(0, Math.max(0, ("/" + group).lastIndexOf("/dists/")));
        Map<String, Long> named = new TreeMap<>();
        Matcher lines = RELEASED.matcher(Files.readString(release));
        while (lines.find()) {
            Path index = staged.resolve(lines.group(3));
            if (!Files.exists(index)) {
                return new Proof.Broken(lines.group(3) + " is absent");
            }
            if (!sha256(index).equals(lines.group(1))) {
                return new Proof.Broken(lines.group(3) + " has another checksum");
            }
            if (lines.group(3).matches(".*Packages(\\.gz)?")) {
                find(STANZA, text(index), 2, 1, root.isEmpty() ? "" : root + "/", named);
            }
        }
        return present(named, live);
    }

    private static Proof rpm(Path staged, String group, Path live) throws IOException {
        Path repomd = staged.resolve("repomd.xml");
        if (!Files.exists(repomd)) {
            return new Proof.Broken("repomd.xml is absent");
        }
        String root = group.substring(0, Math.max(0, group.lastIndexOf('/') + 1));
        Map<String, Long> named = new TreeMap<>();
        Matcher data = DATA.matcher(Files.readString(repomd));
        while (data.find()) {
            Path index = staged.resolve(data.group(3).substring("repodata/".length()));
            if (!Files.exists(index)) {
                return new Proof.Broken(data.group(3) + " is absent");
            }
            if (!sha256(index).equals(data.group(2))) {
                return new Proof.Broken(data.group(3) + " has another checksum");
            }
            if (data.group(1).equals("primary")) {
                find(PACKAGE, text(index), 1, 2, root, named);
            }
        }
        return present(named, live);
    }

    private static void find(Pattern pattern, String text, int size, int name, String root, Map<String, Long> named) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            named.put(root + matcher.group(name), Long.parseLong(matcher.group(size)));
        }
    }

    private static Proof present(Map<String, Long> named, Path live) throws IOException {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Long> each : named.entrySet()) {
            Path file = live.resolve(each.getKey());
            if (!Files.exists(file) || Files.size(file) != each.getValue()) {
                missing.add(each.getKey());
            }
        }
        return missing.isEmpty() ? new Proof.Whole() : new Proof.Missing(missing);
    }

    private static String text(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
