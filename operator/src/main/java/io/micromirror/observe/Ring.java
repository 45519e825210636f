package io.micromirror.observe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who watches whom: each box the two that follow it on a ring, whose order is that of the names' hashes. So everybody knows
 * it from the names alone, each is watched by two others, and one that comes or goes concerns the two before it. Pure.
 */
public final class Ring {
    private static final int WATCHED = 2;

    private Ring() {}

    /** Whom a box watches; nobody where it is not of the fleet, and fewer than two where there are no more others. */
    public static List<String> watchedBy(String name, Collection<String> names) {
        List<String> ring = names.stream()
                .distinct()
                .sorted(Comparator.comparing(Ring::place).thenComparing(Comparator.naturalOrder()))
                .toList();
        int own = ring.indexOf(name);
        return own < 0
                ? List.of()
                : IntStream.rangeClosed(1, Math.min(WATCHED, ring.size() - 1))
                        .mapToObj(step -> ring.get((own + step) % ring.size()))
                        .toList();
    }

    private static String place(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
