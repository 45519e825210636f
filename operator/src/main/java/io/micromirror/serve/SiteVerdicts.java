package io.micromirror.serve;

import com.fasterxml.jackson.core.JacksonException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the distributions' checkers would say of a mirror's projects, by name: handed to {@link ServeCommand} beside the
 * {@link Site}, as JSON and by its rules. It changes pages alone, so neither nginx nor a pod notices. It is written when a
 * verdict changes and not for the time of day. That somebody still checks, and found the same, is told by the operator's
 * {@link #agent}, because it asks all the time how the mirror is, with or without an API server.
 */
public record SiteVerdicts(Map<String, Verdict> projects) {
    /** Its name, in the directory of the site. */
    public static final String FILE = "verdicts.json";

    /** How the operator calls itself, as a regular expression. */
    static final String AGENT = "^micromirror operator verdicts=[0-9a-f]+$";

    public SiteVerdicts {
        projects = projects == null ? Map.of() : new TreeMap<>(projects);
    }

    /**
     * As the API's status has it.
     *
     * @param level OK, LAGGING, PARTIAL, DROPPED or UNKNOWN
     * @param checker that was imitated
     * @param reason one word
     * @param since when level and reason are so
     * @param dropsAt when users would stop coming if nothing changed; null where they would not
     */
    public record Verdict(String level, String checker, String reason, Instant since, Instant dropsAt) {}

    /** How an operator that knows of these verdicts calls itself when it asks for {@code status.json}. */
    public String agent() {
        return agent(toJson());
    }

    static String agent(String json) {
        return "micromirror operator verdicts=" + Fingerprint.of(json);
    }

    /** Nothing where there is no such file, or none that can be read. */
    static Optional<SiteVerdicts> parse(String json) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(json, SiteVerdicts.class));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    public String toJson() {
        return Json.writeForPeople(this);
    }
}
