package io.micromirror.sync;

import java.nio.file.Path;

/**
 * A published project in, its section of rsyncd.conf out. The title comes from people and may hold anything, but cannot
 * begin a line, continue one ({@code \}) or name a variable ({@code %}).
 */
final class RsyncdModule {
    private RsyncdModule() {}

    static String render(SyncPlan plan, Path tree) {
        return "[%s]\n  path = %s\n  comment = %s\n".formatted(plan.module(), tree, comment(plan.title()));
    }

    private static String comment(String title) {
        return title.replaceAll("[^\\p{L}\\p{M}\\p{N}.,:()+'/_&-]+", " ").strip();
    }
}
