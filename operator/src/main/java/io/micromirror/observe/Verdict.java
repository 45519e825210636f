package io.micromirror.observe;

import io.micromirror.check.Family;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a mirror can be reached, as one observer sees it. */
public sealed interface Verdict {
    /** It answers over every family that can be asked; {@code remark}: what is odd about it, empty for nothing. */
    record Up(String remark) implements Verdict {}

    /** It answers over one family only. */
    record Partial(Family silent, String why) implements Verdict {}

    /** It answers over no family that can be asked, though others do. */
    record Down(String why) implements Verdict {}

    /** Nothing can be said from here. */
    record Unknown(String why) implements Verdict {}

    /** Of both families. */
    static Verdict of(Watch ipv4, Watch ipv6) {
        if (ipv4.reach() == Reach.UP || ipv6.reach() == Reach.UP) {
            return ipv4.reach() == Reach.DOWN
                    ? new Partial(Family.IPV4, ipv4.words())
                    : ipv6.reach() == Reach.DOWN ? new Partial(Family.IPV6, ipv6.words()) : new Up(remark(ipv4, ipv6));
        }
        String words = Stream.of(
                        words(Family.IPV4, ipv4, Reach.DOWN),
                        words(Family.IPV6, ipv6, Reach.DOWN),
                        words(Family.IPV4, ipv4, Reach.UNKNOWN),
                        words(Family.IPV6, ipv6, Reach.UNKNOWN))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
        return ipv4.reach() == Reach.DOWN || ipv6.reach() == Reach.DOWN ? new Down(words) : new Unknown(words);
    }

    private static String remark(Watch ipv4, Watch ipv6) {
        return Stream.of(ipv4, ipv6)
                .filter(watch -> watch.reach() == Reach.UP)
                .map(Watch::words)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String words(Family family, Watch watch, Reach reach) {
        return watch.reach() == reach ? family.word() + ": " + watch.words() : "";
    }

    /** In one word, as tables, metrics and events have it. */
    default String word() {
        return switch (this) {
            case Up _ -> "UP";
            case Partial _ -> "PARTIAL";
            case Down _ -> "DOWN";
            case Unknown _ -> "UNKNOWN";
        };
    }

    /** For metrics, from good to bad. */
    default int level() {
        return switch (this) {
            case Up _ -> 0;
            case Unknown _ -> 1;
            case Partial _ -> 2;
            case Down _ -> 3;
        };
    }

    /** What follows a mirror's name in a sentence; empty where there is nothing to say. */
    default String words() {
        return switch (this) {
            case Up(String remark) -> remark;
            case Partial(Family silent, String why) -> silent.word() + ": " + why;
            case Down(String why) -> why;
            case Unknown(String why) -> why;
        };
    }

    /** Whether somebody should hear of a change from that one: other words alone are no news. */
    default boolean isNews(Verdict before) {
        return !kind(this).equals(kind(before));
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case Up(String remark) -> remark.isEmpty() ? "UP" : "ODD";
            case Partial(Family silent, String _) -> "PARTIAL " + silent;
            case Down _, Unknown _ -> verdict.word();
        };
    }
}
