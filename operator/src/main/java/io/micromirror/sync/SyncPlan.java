package io.micromirror.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micromirror.change.Probe;
import io.micromirror.layout.Carried;
import io.micromirror.layout.Filters;
import io.micromirror.layout.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to sync: the contract between whoever starts a run and the runner. Names and paths become file names, module
 * names and arguments of rsync, so anything else than a plain name is refused with a sentence.
 *
 * @param node name of the MirrorNode, for the log
 * @param path where the tree lies, relative to the storage, such as {@code fdroid/repo}
 * @param module rsync module that offers the tree
 * @param upstreams rsync URLs of the tree, best first
 * @param filters what is left out
 * @param fileList the upstream's list of its files; null: it has none, or none that helps
 * @param signedBy public keys, ASCII-armoured, by one of which each entry point must be signed; none: signatures are not
 *     looked at
 * @param requests what a person asks of the next run, once
 * @param probe by which a publish is noticed; null: by nothing
 * @param trace what the mirror writes of itself into the tree; null: nothing
 * @param size bytes that the whole tree takes, roughly; null: not known
 * @param force whether entry points may go live that are older than those that are served
 */
public record SyncPlan(
        String node,
        String project,
        String title,
        Layout layout,
        String path,
        String module,
        List<String> upstreams,
        Filters filters,
        FileList fileList,
        Limits limits,
        List<String> signedBy,
        List<Request> requests,
        boolean force,
        Probe probe,
        Trace trace,
        Long size) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*");
    private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern UPSTREAM = Pattern.compile("rsync://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"
            + "(:[0-9]{1,5})?/[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_.+-]+)*/");

    /** Names that the storage uses itself, beside the directories of the projects. */
    private static final Set<String> RESERVED = Set.of(
            StorageState.STATUS,
            StorageState.STATUS_LOCK,
            StorageState.CHALLENGES,
            StorageState.LOCKS,
            StorageState.SLOTS,
            StorageState.ALIVE,
            Ballast.NAME);

    /** Layouts whose entry points are signed in a way that we can check. */
    private static final Set<Layout> SIGNED = Set.of(Layout.APT, Layout.RPM, Layout.ARCH, Layout.IMAGES);

    public SyncPlan {
        node = node == null ? "" : node;
        demand(project != null && NAME.matcher(project).matches(), "project", project, "a name such as fedora");
        demand(!RESERVED.contains(project), "project", project, "another name: this one is the mirror's own");
        title = title == null || title.isBlank() ? project : title;
        demand(layout != null, "layout", null, "apt, rpm, arch, alpine, fdroid, images or plain");
        demand(
                path != null && path.length() <= 128 && PATH.matcher(path).matches() && !path.contains(".."),
                "path",
                path,
                "relative to the storage and without '..', such as fedora or fdroid/repo");
        demand(
                module != null
                        && module.length() <= 64
                        && MODULE.matcher(module).matches(),
                "module",
                module,
                "the name of an rsync module: letters, digits, '.', '_' and '-'");
        // In rsyncd.conf a section of this name holds the daemon's own settings.
        demand(!module.equalsIgnoreCase("global"), "module", module, "another name: rsyncd keeps this one for itself");
        upstreams = upstreams == null ? List.of() : List.copyOf(upstreams);
        demand(!upstreams.isEmpty(), "upstreams", null, "at least one rsync URL");
        upstreams.forEach(
                upstream -> demand(
                        upstream.length() <= 512 && UPSTREAM.matcher(upstream).matches() && !upstream.contains(".."),
                        "upstreams",
                        upstream,
                        "the rsync URL of a directory, ending in '/' and without '..', such as rsync://mirror.example.net/fedora/"));
        filters = filters == null ? Filters.NONE : filters;
        limits = limits == null ? Limits.DEFAULT : limits;
        signedBy = signedBy == null ? List.of() : List.copyOf(signedBy);
        demand(
                signedBy.isEmpty() || SIGNED.contains(layout),
                "signedBy",
                "for " + layout.word(),
                "absent there: only apt, rpm, arch and images are signed in a way that is known here");
        requests = requests == null ? List.of() : List.copyOf(requests);
    }

    /** With the defaults. */
    public SyncPlan(
            String node,
            String project,
            String title,
            Layout layout,
            String path,
            String module,
            List<String> upstreams) {
        this(
                node, project, title, layout, path, module, upstreams, null, null, null, null, null, false, null, null,
                null);
    }

    /**
     * The plan in a file.
     *
     * @throws IllegalArgumentException with one sentence, when there is no plan in it
     */
    public static SyncPlan read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the plan " + file + " cannot be read", unreadable);
        }
    }

    /**
     * The plan in a text.
     *
     * @throws IllegalArgumentException with one sentence, when it is no plan
     */
    public static SyncPlan parse(String json) {
        try {
            SyncPlan plan = Json.MAPPER.readValue(json, SyncPlan.class);
            if (plan == null) {
                throw new IllegalArgumentException("the plan is empty");
            }
            return plan;
        } catch (JsonProcessingException trouble) {
            throw new IllegalArgumentException(Json.why(trouble), trouble);
        }
    }

    /** The name of the lock that its runs take: of the tree, because variants of a project may share one. */
    public String lock() {
        return lock(path);
    }

    static String lock(String path) {
        return path.replace('/', '~');
    }

    /** Which files the mirror has of what the upstream has. */
    Carried carried() {
        return layout.carried(filters);
    }

    /** Files of the tree that are the mirror's own, whatever the upstream has. */
    List<String> own() {
        return trace == null ? List.of() : trace.own();
    }

    /** The same plan with what a person asks of the next run. */
    public SyncPlan asking(List<Request> some) {
        return new SyncPlan(
                node, project, title, layout, path, module, upstreams, filters, fileList, limits, signedBy, some, force,
                probe, trace, size);
    }

    public String toJson() {
        return Json.write(this);
    }

    private static void demand(boolean met, String field, String value, String wanted) {
        if (!met) {
            String found = value == null ? "absent" : "'" + Sentence.plain(value, 80) + "'";
            throw new IllegalArgumentException("the plan's " + field + " is " + found + "; it must be " + wanted);
        }
    }
}
