package io.micromirror.sync;

import io.micromirror.layout.Carried;
import io.micromirror.proof.Proof;
import io.micromirror.proof.Proofs;
import io.micromirror.proof.SignatureCheck;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that what a staged group names is there. An upstream that moved on is followed at once: only what is missing
 * is fetched, then the group's entry points again, so that a try is shorter than the upstream's next change.
 */
final class Prover {
    /** Before each try but the first. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ZERO, Duration.ofMillis(200), Duration.ofMillis(800), Duration.ofSeconds(2));

    private final SyncPlan plan;
    private final Carried carried;
    private final Place place;
    private final Fetch fetch;
    private final RsyncProcess rsync;

    Prover(SyncPlan plan, Place place, Fetch fetch, RsyncProcess rsync) {
        this.plan = plan;
        this.carried = plan.carried();
        this.place = place;
        this.fetch = fetch;
        this.rsync = rsync;
    }

    /** Why a group must not take the live one's place: it is older, from an upstream that lags. */
    Optional<Lack> age(Group group) {
        Optional<Instant> staged = Proofs.age(plan.layout().word(), group.staged());
        Optional<Instant> live = Proofs.age(plan.layout().word(), group.live());
        boolean older = staged.isPresent() && live.isPresent() && staged.get().isBefore(live.get());
        return older
                ? Optional.of(new Lack(
                        Lack.Kind.OLDER,
                        "%s is of %s, older than what is served, of %s"
                                .formatted(group.name(), staged.get(), live.get())))
                : Optional.empty();
    }

    /**
     * What the upstream contradicts itself in; nothing when the group is proved.
     *
     * @param trusted whether what the live group names can be taken as there
     */
    Optional<Lack> lack(Group group, boolean trusted) throws IOException {
        Optional<Lack> lack = tried(group, trusted);
        for (Duration pause : PAUSES) {
            if (lack.isEmpty()) {
                return lack;
            }
            rsync.pause(pause);
            if (fetch.entryPoints(group)) {
                lack = tried(group, trusted);
            }
        }
        return lack;
    }

    private Optional<Lack> tried(Group group, boolean trusted) throws IOException {
        if (!plan.signedBy().isEmpty()
                && SignatureCheck.of(plan.layout().word(), group.staged(), group.path(), plan.signedBy())
                        instanceof Proof.Broken(String why)) {
            return Optional.of(new Lack(Lack.Kind.BAD_SIGNATURE, unended(why)));
        }
        Proof proof = proof(group, trusted);
        if (proof instanceof Proof.Missing(List<String> paths)) {
            fetch.named(paths);
            proof = proof(group, trusted);
        }
        return switch (proof) {
            case Proof.Whole() -> Optional.empty();
            case Proof.Missing(List<String> paths) ->
                Optional.of(new Lack(
                        Lack.Kind.MISSING,
                        group.name() + " names " + paths.getFirst() + ", which is missing"
                                + (paths.size() > 1 ? ", and %d more".formatted(paths.size() - 1) : "")));
            case Proof.Broken(String why) -> Optional.of(new Lack(Lack.Kind.CONTRADICTION, unended(why)));
        };
    }

    private static String unended(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private Proof proof(Group group, boolean trusted) throws IOException {
        return Proofs.of(
                plan.layout().word(),
                group.staged(),
                group.path(),
                place.live(),
                trusted && Tree.isDirectory(group.live()) ? Optional.of(group.live()) : Optional.empty(),
                carried);
    }
}
