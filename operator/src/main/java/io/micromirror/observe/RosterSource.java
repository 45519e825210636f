package io.micromirror.observe;

import io.micromirror.check.Family;
import io.micromirror.check.Glance;
import io.micromirror.fleet.Plain;
import io.micromirror.fleet.Roster;
import io.micromirror.fleet.RosterFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who belongs to the fleet, from the public list that {@code micromirror fleet page} writes. The last good one stands while
 * it cannot be fetched or is broken, also over a restart.
 */
public final class RosterSource {
    private static final Logger log = LoggerFactory.getLogger(RosterSource.class);

    private final URI url;
    private final Path kept;
    private final Glance glance;
    private final Clock clock;
    private volatile State state = new State(Optional.empty(), Optional.empty(), "was not read yet");

    /** @param problem what is wrong with it now, as the end of a sentence; empty for nothing */
    private record State(Optional<Roster> roster, Optional<Instant> read, String problem) {}

    /** @param kept where the last good one is kept; a file of its own */
    public RosterSource(URI url, Path kept, Glance glance, Clock clock) {
        this.url = url;
        this.kept = kept;
        this.glance = glance;
        this.clock = clock;
    }

    /** The last good one. */
    public Optional<Roster> roster() {
        return state.roster();
    }

    /** When it was last read well; nothing where it was not since this process began. */
    public Optional<Instant> read() {
        return state.read();
    }

    /** What is wrong with it, as a sentence; empty where nothing is. */
    public String problem() {
        return state.problem().isEmpty() ? "" : url + " " + state.problem();
    }

    /** Where it comes from. */
    public URI url() {
        return url;
    }

    /** Reads it again. */
    public synchronized void refresh() {
        if (state.roster().isEmpty() && Files.exists(kept)) {
            state = new State(remembered(), state.read(), state.problem());
        }
        String before = state.problem();
        try {
            String text = text(glance.get(url, Family.ANY, RosterFile.LARGEST));
            Roster roster = RosterFile.parse(text);
            state = new State(Optional.of(roster), Optional.of(clock.instant()), "");
            keep(text);
        } catch (IllegalArgumentException e) {
            state = new State(state.roster(), state.read(), e.getMessage());
        }
        if (!before.equals(state.problem()) && !state.problem().isEmpty()) {
            log.warn("The list of the fleet is not as it should be, the one before stands: {}", problem());
        }
    }

    private static String text(Glance.Seen seen) {
        return switch (seen) {
            case Glance.Answered answer -> {
                if (answer.location() != null) {
                    throw new IllegalArgumentException(
                            "redirects to " + Plain.words(answer.location()) + "; name that");
                }
                if (answer.status() != 200) {
                    throw new IllegalArgumentException("answers " + answer.status());
                }
                if (answer.cut()) {
                    throw new IllegalArgumentException("is larger than " + (RosterFile.LARGEST >> 10) + " KB");
                }
                yield new String(answer.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
            case Glance.Silent(String why) -> throw new IllegalArgumentException(Plain.words(why));
            case Glance.NotFromHere(String why) -> throw new IllegalArgumentException(Plain.words(why));
            case Glance.Nowhere() -> throw new IllegalArgumentException("has no address");
        };
    }

    private Optional<Roster> remembered() {
        try {
            return Optional.of(RosterFile.parse(Files.readString(kept)));
        } catch (IOException | IllegalArgumentException e) {
            log.warn("The list of the fleet that was kept cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(String text) {
        try {
            Path aside = kept.resolveSibling(kept.getFileName() + ".new");
            Files.createDirectories(kept.toAbsolutePath().getParent());
            Files.writeString(aside, text);
            Files.move(aside, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.warn("The list of the fleet could not be kept: {}", e.getMessage());
        }
    }
}
