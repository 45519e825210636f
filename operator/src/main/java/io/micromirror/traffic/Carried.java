package io.micromirror.traffic;

import com.fasterxml.jackson.core.JacksonException;
import java.util.List;

/**
 * Where a mirror has its projects, as far as counting goes: a part of what the serving pod reads of its site.
 *
 * @param projects those on the mirror's list
 */
record Carried(List<Place> projects) {
    Carried {
        projects = projects == null ? List.of() : List.copyOf(projects);
    }

    /** One project: its path, its name at the rsync daemon, and further paths. */
    record Place(String name, String path, String module, List<String> aliases) {
        Place {
            aliases = aliases == null ? List.of() : List.copyOf(aliases);
        }
    }

    /** What cannot be read carries nothing of its own. */
    static Carried parse(String site) {
        try {
            return Json.MAPPER.readValue(site, Carried.class);
        } catch (JacksonException unreadable) {
            return new Carried(List.of());
        }
    }

    /** A catalogue that knows all these places. */
    Catalogue in(Catalogue known) {
        Catalogue all = known;
        for (Place project : projects) {
            for (String alias : project.aliases()) {
                all = all.with(project.name(), alias);
            }
            all = all.with(project.name(), project.module()).with(project.name(), project.path());
        }
        return all;
    }
}
