package io.micromirror.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Samples in, what is known out. A sample is a letter: {@code a}nswered, {@code f}ailed while others answer, {@code b}:
 * failed as everybody else, {@code n}o such address, {@code o}: no such network here.
 */
class WatchTest {
    static Watch after(String samples) {
        Watch watch = Watch.BEGIN;
        for (int i = 0; i < samples.length(); i++) {
            watch = switch (samples.charAt(i)) {
                case 'a' -> watch.after(new Sample.Answered("", ""), false);
                case 'f' -> watch.after(new Sample.Failed("refused the connection"), true);
                case 'b' -> watch.after(new Sample.Failed("did not answer in time"), false);
                case 'n' -> watch.after(new Sample.Nowhere(), false);
                case 'o' -> watch.after(new Sample.NotFromHere("there is no IPv6 here"), false);
                default -> throw new IllegalArgumentException(samples);
            };
        }
        return watch;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''        | UNKNOWN | false | it was not asked yet",
                "a         | UP      | false | ''",
                "f         | UNKNOWN | true  | refused the connection",
                "ffff      | UNKNOWN | true  | refused the connection",
                "fffff     | DOWN    | false | refused the connection",
                "affff     | UP      | true  | ''",
                "afffff    | DOWN    | false | refused the connection",
                "affffaffff| UP      | true  | ''",
                "afffffa   | UP      | false | ''",
                "fffffff   | DOWN    | false | refused the connection",
                "abb       | UP      | true  | ''",
                "abbb      | UNKNOWN | false | nobody answers, so it may be the network here",
                "abbbbbb   | UNKNOWN | false | nobody answers, so it may be the network here",
                "abfbfbf   | UP      | true  | ''",
                "abfbfbfbff| DOWN    | false | refused the connection",
                "abbbffff  | UNKNOWN | true  | refused the connection",
                "abbbfffff | DOWN    | false | refused the connection",
                "ffffbbbf  | UNKNOWN | true  | refused the connection",
                "fffffbb   | DOWN    | false | refused the connection",
                "fffffbbb  | UNKNOWN | false | nobody answers, so it may be the network here",
                "abbba     | UP      | false | ''",
                "n         | NONE    | false | it has no such address",
                "an        | NONE    | false | it has no such address",
                "fffffn    | NONE    | false | it has no such address",
                "ooo       | UNKNOWN | false | there is no IPv6 here",
                "aoo       | UP      | true  | ''",
                "aooo      | UNKNOWN | false | there is no IPv6 here",
                "fffffooo  | UNKNOWN | false | there is no IPv6 here",
            })
    void samplesBecomeReach(String samples, Reach reach, boolean doubt, String words) {
        Watch watch = after(samples);

        assertThat(watch.reach()).isEqualTo(reach);
        assertThat(watch.words()).isEqualTo(words);
        assertThat(watch.inDoubt()).isEqualTo(doubt);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a     | a     | UP      | ''",
                "a     | n     | UP      | ''",
                "n     | a     | UP      | ''",
                "a     | ooo   | UP      | ''",
                "a     | fffff | PARTIAL | IPv6: refused the connection",
                "fffff | a     | PARTIAL | IPv4: refused the connection",
                "fffff | fffff | DOWN    | IPv4: refused the connection; IPv6: refused the connection",
                "fffff | n     | DOWN    | IPv4: refused the connection",
                "n     | fffff | DOWN    | IPv6: refused the connection",
                "fffff | ooo   | DOWN    | IPv4: refused the connection; IPv6: there is no IPv6 here",
                "bbb   | n     | UNKNOWN | IPv4: nobody answers, so it may be the network here",
                "bbb   | ooo   | UNKNOWN | IPv4: nobody answers, so it may be the network here; IPv6: there is no IPv6 here",
                "''    | ''    | UNKNOWN | IPv4: it was not asked yet; IPv6: it was not asked yet",
                "ffff  | a     | UP      | ''",
                "affff | affff | UP      | ''",
            })
    void bothFamiliesBecomeAVerdict(String ipv4, String ipv6, String word, String words) {
        Verdict verdict = Verdict.of(after(ipv4), after(ipv6));

        assertThat(verdict.word()).isEqualTo(word);
        assertThat(verdict.words()).isEqualTo(words);
    }

    @Test
    void whatIsOddAboutAFileIsKnownUntilItIsReadAgain() {
        Watch odd = Watch.BEGIN.after(new Sample.Answered("", "answers 404"), false);

        assertThat(odd.after(new Sample.Answered("its clock is wrong", null), false)
                        .words())
                .isEqualTo("answers 404");
        assertThat(odd.after(new Sample.Failed("x"), true)
                        .after(new Sample.Answered("its clock is wrong", ""), false)
                        .words())
                .isEqualTo("its clock is wrong");
    }
}
