package io.micromirror.kube;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Conditions as Kubernetes wants them: a transition time moves only when the status does. */
public final class Conditions {
    /** A message is for a person at a terminal; no cause is worth more than this. */
    private static final int LONGEST_MESSAGE = 1024;

    private Conditions() {}

    /** One condition as it is now; its transition time is settled by {@link #merge}. */
    public static Condition of(String type, Status status, String reason, String message) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status.word)
                .withReason(reason)
                .withMessage(cut(message))
                .build();
    }

    /** Which of the three values a condition has. */
    public static Status status(Condition condition) {
        return switch (condition.getStatus()) {
            case "True" -> Status.TRUE;
            case "False" -> Status.FALSE;
            default -> Status.UNKNOWN;
        };
    }

    /** The new conditions, each with its old transition time where its status is the old one. */
    public static List<Condition> merge(
            List<Condition> before, List<Condition> now, Long observedGeneration, Instant time) {
        return now.stream()
                .map(condition -> new ConditionBuilder(condition)
                        .withObservedGeneration(observedGeneration)
                        .withLastTransitionTime(transitionTime(before, condition, time))
                        .build())
                .toList();
    }

    private static String transitionTime(List<Condition> before, Condition condition, Instant time) {
        return before.stream()
                .filter(old -> condition.getType().equals(old.getType())
                        && condition.getStatus().equals(old.getStatus())
                        && old.getLastTransitionTime() != null)
                .findFirst()
                .map(Condition::getLastTransitionTime)
                .orElse(time.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    /** The three values that a condition can have. */
    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String word;

        Status(String word) {
            this.word = word;
        }
    }
}
