package io.micromirror.node;

import static io.micromirror.node.Sightings.NOON;
import static io.micromirror.node.Sightings.VIEW;
import static io.micromirror.node.Sightings.condition;
import static io.micromirror.node.Sightings.failed;
import static io.micromirror.node.Sightings.project;
import static io.micromirror.node.Sightings.result;
import static io.micromirror.node.Sightings.serving;
import static io.micromirror.node.Sightings.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.sync.FirstSync;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.Size;
import io.micromirror.sync.StorageStatus;
import io.micromirror.sync.SyncResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a status tells of syncs that are out of order, and of first ones on their way. */
class SyncConditionsTest {
    @Test
    void nothingIsAbnormalWhileAllIsWell() {
        assertThat(status(VIEW, serving(result("debian", Outcome.UPDATED, NOON)))
                        .conditions())
                .extracting(Condition::getType)
                .containsExactly("Ready", "Serving", "Fresh", "Healthy");
    }

    @Test
    void anUpstreamThatContradictsItselfIsNamedWithWhatIsMissing() {
        SyncResult torn =
                lacking(failed("fedora", Outcome.INCONSISTENT, "rsync://u/f/ contradicts itself.", NOON), "Missing", 0);

        MirrorNodeStatus status = status(VIEW, serving(torn));

        assertThat(condition(status, "UpstreamInconsistent"))
                .returns("True", Condition::getStatus)
                .returns("Missing", Condition::getReason)
                .returns(
                        "MirrorProject fedora, spec.upstreams: rsync://u/f/ contradicts itself.",
                        Condition::getMessage);
        assertThat(project(status, "fedora").lastSync().lack()).isEqualTo("Missing");
    }

    @Test
    void aDiskThatTakesNoWritesIsToldOfAlsoWhereNoSyncCanSaySo() {
        Observed seen = serving(result("debian", Outcome.UPDATED, NOON));

        assertThat(condition(status(VIEW, seen.onDisk(true)), "StorageFailing"))
                .returns("True", Condition::getStatus)
                .returns("ReadOnly", Condition::getReason);
        assertThat(StorageReading.parse("{\"storage\": {\"size\": 1, \"free\": 0, \"readOnly\": true}}")
                        .readOnly())
                .isTrue();
        assertThat(StorageReading.parse("{\"storage\": {\"size\": 1, \"free\": 0}}")
                        .readOnly())
                .isFalse();
    }

    @Test
    void aFullStorageIsToldOf() {
        MirrorNodeStatus status =
                status(VIEW, serving(failed("fedora", Outcome.NO_SPACE, "The storage is full: make room.", NOON)));

        assertThat(condition(status, "StorageLow"))
                .returns("NoSpace", Condition::getReason)
                .returns(
                        "MirrorProject fedora, spec.upstreams: The storage is full: make room.", Condition::getMessage);
    }

    @Test
    void deletionsThatAreHeldSayHowToLetThemGo() {
        MirrorNodeStatus status = status(VIEW, serving(lacking(result("fedora", Outcome.UPDATED, NOON), null, 31)));

        assertThat(condition(status, "DeletionsHeld"))
                .returns("MaxDelete", Condition::getReason)
                .returns(
                        "The upstream of fedora dropped 31 files, more than maxDelete allows: they stay. If they are to go:"
                                + " micromirror approve-deletes box fedora.",
                        Condition::getMessage);
        assertThat(project(status, "fedora").lastSync().held()).isEqualTo(31);
        assertThat(project(status, "fedora").size().files()).isEqualTo(3);
    }

    @Test
    void readySaysHowFarTheFirstSyncIs() {
        FirstSync far = new FirstSync("fedora", NOON, 3_400_000_000L, 12, 10_500_000, 2400L);
        Observed seen = serving(result("debian", Outcome.UPDATED, NOON));
        Observed observed = new Observed(
                seen.deployment(),
                seen.pods(),
                seen.jobs(),
                Optional.of(new StorageStatus(seen.storage().orElseThrow().projects(), List.of(far))),
                seen.serving());

        MirrorNodeStatus status = status(VIEW, observed);

        assertThat(condition(status, "Ready"))
                .returns("FirstSync", Condition::getReason)
                .returns("1 of 2 projects are published; still to come: fedora (12 %).", Condition::getMessage);
        assertThat(project(status, "fedora").message())
                .isEqualTo("The first sync is interrupted, and goes on from there: 12 %, 3.4 GB so far, 10.5 MB/s,"
                        + " about 40 minutes left.");
    }

    private static SyncResult lacking(SyncResult result, String lack, long held) {
        return new SyncResult(
                result.project(),
                result.path(),
                result.module(),
                result.title(),
                result.outcome(),
                result.reason(),
                lack,
                result.upstream(),
                result.started(),
                result.finished(),
                result.bytes(),
                result.files(),
                result.deleted(),
                held,
                new Size(1, 2, 3),
                null,
                result.published(),
                result.succeeded(),
                null,
                null);
    }
}
