package io.micromirror.proof;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** When a group says that it was made. */
final class Age {
    private Age() {}

    static Optional<Instant> of(String layout, Group group) throws IOException {
        return switch (layout) {
            case "apt" -> release(group);
            case "rpm" -> repoMd(group);
            case "fdroid" -> entry(group);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> release(Group group) throws IOException {
        String name = group.find("InRelease").isPresent() ? "InRelease" : "Release";
        // RFC 1123's, but that archives write UTC for GMT.
        String date = Release.read(group.demand(name), name, name)
                .date()
                .replaceAll("\\s+", " ")
                .replaceFirst(" (UTC|Z)$", " GMT");
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The revision is the time in seconds, unless a distribution puts its own version there. */
    private static Optional<Instant> repoMd(Group group) throws IOException {
        RepoMd repoMd = RepoMd.read(group.demand("repomd.xml"), "repomd.xml");
        if (repoMd.revision().matches("[0-9]{10}")) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(repoMd.revision())));
        }
        boolean told = repoMd.newest() > 0 && repoMd.newest() <= Instant.MAX.getEpochSecond();
        return told ? Optional.of(Instant.ofEpochSecond(repoMd.newest())) : Optional.empty();
    }

    private static Optional<Instant> entry(Group group) throws IOException {
        Optional<byte[]> bytes = FdroidProof.entry(group);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        long timestamp = FdroidEntry.read(bytes.get(), "entry.json").timestamp();
        return timestamp > 0 ? Optional.of(Instant.ofEpochMilli(timestamp)) : Optional.empty();
    }
}
