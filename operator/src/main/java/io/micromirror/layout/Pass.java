package io.micromirror.layout;

import java.util.List;

/**
 * One walk over the upstream's tree. It begins only after the pass before it brought everything.
 *
 * @param name what a person reads in the log: a noun
 * @param deletes whether what the upstream no longer has goes, after everything else came
 * @param delaysUpdates whether changed files are held back and put in place together at the end
 */
public record Pass(String name, List<Filter> filters, boolean deletes, boolean delaysUpdates) {
    public Pass {
        filters = List.copyOf(filters);
    }
}
