package io.micromirror.check;

import io.micromirror.check.History.Sample;
import java.util.List;
import java.util.Locale;

/**
 * archweb's score of a URL over 24 hours: (mean delay in hours + mean and standard deviation of the duration in seconds) /
 * completion. Source: archlinux/archweb, mirrors/utils.py and views/mirrorlist.py.
 */
record ArchScore(double score, double completion) {
    /** At this score a mirror leaves the generated list. */
    private static final double DROP = 100;

    private static final double WARN = 10;
    private static final double WHOLE = 0.99;
    /** What archweb divides by where no check succeeded. */
    private static final double NO_COMPLETION = 0.005;

    static ArchScore of(List<Sample> samples) {
        List<Sample> good =
                samples.stream().filter(sample -> sample.delaySeconds() != null).toList();
        double completion = samples.isEmpty() ? 0 : (double) good.size() / samples.size();
        double delay = good.stream().mapToDouble(Sample::delaySeconds).average().orElse(0) / 3600;
        double mean = good.stream().mapToDouble(Sample::tookSeconds).average().orElse(0);
        double deviation = Math.sqrt(good.stream()
                .mapToDouble(sample -> Math.pow(sample.tookSeconds() - mean, 2))
                .average()
                .orElse(0));
        return new ArchScore((delay + mean + deviation) / (completion == 0 ? NO_COMPLETION : completion), completion);
    }

    /** The same finding, or a worse one where the day was. */
    static Finding judge(Finding fresh, Moment moment) {
        ArchScore score = of(moment.history().samples().getOrDefault(fresh.subject(), List.of()));
        String message = String.format(
                Locale.ROOT,
                "%s; score %.1f over 24 hours, completion %.0f %%",
                fresh.message(),
                score.score(),
                Math.floor(100 * score.completion()));
        if (score.score() >= DROP) {
            return Finding.of(fresh.subject(), Level.DROPPED, "Score", message + "; the list ends at 100", fresh.url());
        }
        if (score.score() >= WARN) {
            return Finding.of(fresh.subject(), Level.LAGGING, "Score", message, fresh.url());
        }
        return score.completion() < WHOLE
                ? Finding.of(fresh.subject(), Level.LAGGING, "Completion", message, fresh.url())
                : fresh;
    }
}
