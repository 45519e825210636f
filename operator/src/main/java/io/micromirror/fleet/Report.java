package io.micromirror.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A mirror, what it said, and what is to be made of it; {@code notes}: what is wrong, the worst first. Pure. */
record Report(Member member, Answer answer, State state, List<String> notes) {
    /** Clocks differ by seconds; a certificate or a checker minds some minutes. */
    private static final Duration WRONG = Duration.ofMinutes(10);

    private static final Set<String> GOOD_ENDS = Set.of("Updated", "Unchanged", "Coalesced", "Waiting", "Stopped");

    Report {
        notes = List.copyOf(notes);
    }

    static Report of(Member member, Answer answer, Instant now) {
        return switch (answer) {
            case Answer.Silent silent -> new Report(member, answer, State.DOWN, List.of(silent.why()));
            case Answer.Told told -> {
                List<String> notes = notes(member, told, now);
                yield new Report(member, answer, notes.isEmpty() ? State.OK : State.TROUBLE, notes);
            }
        };
    }

    Optional<Overview> overview() {
        return answer instanceof Answer.Told told ? Optional.of(told.overview()) : Optional.empty();
    }

    private static List<String> notes(Member member, Answer.Told told, Instant now) {
        Overview overview = told.overview();
        List<String> notes = new ArrayList<>();
        if (overview.error() != null) {
            notes.add("its web server refused its configuration: " + overview.error());
        }
        judged("DROPPED", overview, now, notes);
        overview.projects().stream()
                .filter(project -> project.outcome() != null && !GOOD_ENDS.contains(project.outcome()))
                .forEach(project -> notes.add(project.name() + ": " + project.outcome()
                        + (project.reason() == null ? "" : ", " + project.reason())));
        judged("PARTIAL", overview, now, notes);
        judged("LAGGING", overview, now, notes);
        waiting(member, overview, notes);
        if (overview.fellBack() != null) {
            notes.add("fell back from " + overview.fellBack());
        }
        if (told.ahead().abs().compareTo(WRONG) > 0) {
            notes.add("its clock is %s %s ours"
                    .formatted(Plain.span(told.ahead().abs()), told.ahead().isNegative() ? "behind" : "ahead of"));
        }
        return notes;
    }

    private static void judged(String level, Overview overview, Instant now, List<String> notes) {
        overview.projects().stream()
                .filter(project ->
                        project.verdict() != null && project.verdict().level().equals(level))
                .forEach(project -> {
                    Overview.Verdict verdict = project.verdict();
                    String drops =
                            verdict.dropsAt() == null || !verdict.dropsAt().isAfter(now)
                                    ? ""
                                    : ", would be dropped in " + Plain.span(Duration.between(now, verdict.dropsAt()));
                    notes.add(project.name() + ": " + level + " by "
                            + (verdict.checker() == null ? "its checker" : verdict.checker())
                            + (verdict.reason() == null ? "" : ", " + verdict.reason()) + drops);
                });
    }

    /** What it should carry and does not yet. */
    private static void waiting(Member member, Overview overview, List<String> notes) {
        overview.projects().stream()
                .filter(project -> project.published() == null)
                .forEach(project -> notes.add(project.name() + ": first sync"
                        + (project.percent() == null ? "" : ", " + project.percent() + " %")));
        member.projects().stream()
                .filter(name -> overview.projects().stream()
                        .noneMatch(known -> known.name().equals(name)))
                .forEach(name -> notes.add(name + ": not there yet"));
    }
}
