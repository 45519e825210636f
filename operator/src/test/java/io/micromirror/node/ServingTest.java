package io.micromirror.node;

import static io.micromirror.node.Sightings.NOON;
import static io.micromirror.node.Sightings.SITE;
import static io.micromirror.node.Sightings.VIEW;
import static io.micromirror.node.Sightings.condition;
import static io.micromirror.node.Sightings.deployment;
import static io.micromirror.node.Sightings.pod;
import static io.micromirror.node.Sightings.result;
import static io.micromirror.node.Sightings.serving;
import static io.micromirror.node.Sightings.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.serve.ServingReport;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.StorageStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The condition Serving, from what the pods and nginx itself tell. */
class ServingTest {
    @Test
    void servingIsFalseInNginxsOwnWords() {
        Pod dead = pod(
                "serving",
                null,
                "{name: nginx, ready: false, state: {waiting: {reason: CrashLoopBackOff, message: back-off}},"
                        + " lastState: {terminated: {exitCode: 1, message: \"notice\\nnginx: [emerg] bind() failed\\n\"}}}");
        MirrorNodeStatus status = status(
                VIEW,
                new Observed(
                        Optional.of(deployment(0)),
                        List.of(dead),
                        List.of(),
                        Optional.of(StorageStatus.NOTHING),
                        Optional.empty()));

        assertThat(condition(status, "Serving"))
                .returns("False", Condition::getStatus)
                .returns("nginx: nginx: [emerg] bind() failed", Condition::getMessage);
        assertThat(condition(status, "Ready")).returns("ServingDown", Condition::getReason);
    }

    @Test
    void storageThatCannotBeWrittenIsSaidInTheSystemsWords() {
        Pod stuck = pod(
                "serving",
                null,
                "{name: directories, ready: false, state: {waiting: {reason: CrashLoopBackOff, message: back-off}},"
                        + " lastState: {terminated: {exitCode: 1, message: \"install: cannot create directory"
                        + " '/srv/mirror/.micromirror': Read-only file system\\n\"}}}");
        Observed observed =
                new Observed(Optional.of(deployment(0)), List.of(stuck), List.of(), Optional.empty(), Optional.empty());

        assertThat(condition(status(VIEW, observed), "Serving"))
                .returns("False", Condition::getStatus)
                .returns(
                        "directories: install: cannot create directory '/srv/mirror/.micromirror': Read-only file system",
                        Condition::getMessage);
    }

    @Test
    void portThatAnotherProcessHasIsNamedAndWhatToDo() {
        String words = "bind() to 0.0.0.0:80 failed (98: Address already in use)";
        Pod dead = pod(
                "serving",
                null,
                "{name: nginx, ready: false, state: {waiting: {reason: CrashLoopBackOff, message: back-off}},"
                        + " lastState: {terminated: {exitCode: 1, message: \"nginx: [emerg] " + words
                        + "\\nnginx: [emerg] still could not bind()\\n\"}}}");
        MirrorNodeStatus down = status(
                VIEW,
                new Observed(
                        Optional.of(deployment(0)),
                        List.of(dead),
                        List.of(),
                        Optional.of(StorageStatus.NOTHING),
                        Optional.empty()));
        MirrorNodeStatus refused =
                status(VIEW, serving(new ServingReport(SITE, "new", "old", words, null, null, null)));
        MirrorNodeStatus waits = status(VIEW, serving(new ServingReport(SITE, "abc", "abc", null, null, null, true)));

        for (MirrorNodeStatus status : List.of(down, refused, waits)) {
            assertThat(condition(status, "Serving"))
                    .returns("False", Condition::getStatus)
                    .returns("PortInUse", Condition::getReason);
        }
        assertThat(condition(down, "Serving").getMessage())
                .isEqualTo(
                        "nginx does not start. Another process of the node has port 80. Stop it (on the node, ss -ltnp"
                                + " 'sport = :80' names it), or choose another spec.http.port.");
        assertThat(condition(refused, "Serving").getMessage())
                .contains("has port 80.")
                .endsWith(words);
        assertThat(condition(waits, "Serving").getMessage())
                .contains("has port 873.")
                .endsWith("spec.rsync.port.");
    }

    @Test
    void servingIsFalseWhenNginxRefusesTheConfigurationAndTheMirrorGoesOn() {
        MirrorNodeStatus status = status(
                VIEW,
                serving(
                        new ServingReport(
                                SITE, "new", "old", "duplicate location \"/x/\" in nginx.conf:7", null, null, null),
                        result("debian", Outcome.UPDATED, NOON),
                        result("fedora", Outcome.UPDATED, NOON)));

        assertThat(condition(status, "Serving"))
                .returns("False", Condition::getStatus)
                .returns("ConfigurationRefused", Condition::getReason);
        assertThat(condition(status, "Serving").getMessage()).endsWith("duplicate location \"/x/\" in nginx.conf:7");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
    }

    @Test
    void servingIsUnknownWhileAnotherConfigurationRuns() {
        for (ServingReport report : List.of(
                new ServingReport("another site", "abc", "abc", null, null, null, null),
                new ServingReport(SITE, "new", "old", null, null, null, null),
                new ServingReport(SITE, "new", null, null, null, null, null))) {
            assertThat(condition(status(VIEW, serving(report)), "Serving"))
                    .returns("Unknown", Condition::getStatus)
                    .returns("Applying", Condition::getReason);
        }
    }

    @Test
    void whatSomeoneShouldKnowOfTheMachineStandsBesideServing() {
        MirrorNodeStatus status =
                status(VIEW, serving(new ServingReport(SITE, "abc", "abc", null, "Set it to 1.", null, null)));

        assertThat(condition(status, "Serving"))
                .returns("True", Condition::getStatus)
                .returns("nginx and rsyncd run the wanted configuration. Set it to 1.", Condition::getMessage);
    }

    @Test
    void servingStaysAsItWasWhileThePodCannotBeAsked() {
        MirrorNodeStatus known = status(VIEW, serving());
        Observed blind =
                new Observed(Optional.of(deployment(1)), List.of(), List.of(), Optional.empty(), Optional.empty());

        assertThat(condition(NodeStatus.of(VIEW, blind, known, 2L, NOON), "Serving"))
                .returns("True", Condition::getStatus);
        assertThat(condition(status(VIEW, blind), "Serving")).returns("Unknown", Condition::getStatus);
    }

    @Test
    void servingIsUnknownUntilAPodIsSeen() {
        MirrorNodeStatus status =
                status(VIEW, new Observed(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty()));
        assertThat(condition(status, "Serving")).returns("Unknown", Condition::getStatus);
    }
}
