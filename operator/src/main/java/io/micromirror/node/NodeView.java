package io.micromirror.node;

import io.micromirror.api.Acme;
import io.micromirror.api.Change;
import io.micromirror.api.HostedProject;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeSpec;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.MirrorProject;
import io.micromirror.api.MirrorProjectSpec;
import io.micromirror.api.ProjectStatus;
import io.micromirror.api.Schedule;
import io.micromirror.api.Tls;
import io.micromirror.change.Comparison;
import io.micromirror.change.Probe;
import io.micromirror.kube.Names;
import io.micromirror.serve.Site;
import io.micromirror.sync.StorageStatus;
import io.micromirror.sync.SyncPlan;
import io.micromirror.sync.SyncResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One MirrorNode with all that decides what it becomes, gathered once per reconcile.
 *
 * @param namespace where it and all that it becomes live
 * @param name the MirrorNode's name
 * @param spec what is wanted
 * @param carried the projects that can be carried, in the order of the manifest
 * @param rejected those that cannot, each with the reason
 * @param problem why the mirror as a whole cannot be what is wanted; its objects are then left as they are
 * @param asked what people ask of its projects beside the manifest
 * @param pauses until when people want no syncs
 * @param published projects of which the storage holds something that was served, in the order of their names
 * @param unclaimed projects off the list that are served no more
 */
record NodeView(
        String namespace,
        String name,
        MirrorNodeSpec spec,
        List<Carried> carried,
        List<Rejected> rejected,
        Optional<Problem> problem,
        Asked asked,
        Pauses pauses,
        List<String> published,
        SortedMap<String, Unclaimed> unclaimed,
        Settings settings) {

    /**
     * A project with the catalogue's word and this mirror's own.
     *
     * @param parent rsync URL of the mirror that offers everything, or null
     */
    record Carried(HostedProject entry, MirrorProjectSpec project, String parent) {
        private static final int DAY = 86_400;

        String name() {
            return entry.name();
        }

        int everySeconds() {
            return (entry.schedule() == null ? project.schedule() : entry.schedule()).everySeconds();
        }

        /** Between the starts of two runs, whoever asks for them. */
        int minSeconds() {
            return withOwn(project.schedule().minSeconds());
        }

        /** The same where who publishes says so: it shall be fetched then, and each word of it costs one run at most. */
        int pushedSeconds() {
            return withOwn(Math.min(project.schedule().minSeconds(), Schedule.MOST_PUSHED_SECONDS));
        }

        private int withOwn(int catalogue) {
            return entry.schedule() == null
                    ? catalogue
                    : Math.max(catalogue, entry.schedule().minSeconds());
        }

        /** Between two runs that nobody asked for: where a probe looks for news, they are but a safety net. */
        int passSeconds() {
            return project.change() == null ? everySeconds() : Math.max(everySeconds(), DAY);
        }

        List<String> upstreams() {
            if (entry.upstream() != null) {
                return List.of(entry.upstream());
            }
            return parent == null ? project.upstreams() : List.of(parent + project.parentModule() + "/");
        }

        /** The field that the upstreams come from, for messages. */
        String upstreamsField() {
            if (entry.upstream() != null) {
                return "spec.projects[name=" + name() + "].upstream";
            }
            return parent == null ? "MirrorProject " + name() + ", spec.upstreams" : "spec.upstream";
        }

        /** By what a publish is noticed. The catalogue's web address says nothing of another upstream. */
        Optional<Probe> probe() {
            Change change = project.change();
            return Optional.ofNullable(change)
                    .map(_ -> new Probe(
                            switch (change.compare()) {
                                case CONTENT -> Comparison.CONTENT;
                                case MODIFIED -> Comparison.MODIFIED;
                                case SERIAL -> Comparison.SERIAL;
                            },
                            change.http() == null || entry.upstream() != null || parent != null
                                    ? upstreams()
                                    : List.of(change.http()),
                            change.files()));
        }

        /**
         * What to ask for news.
         *
         * @param kept the upstream that a run last read from, which is asked first
         */
        Optional<NewsWatch.Question> question(String kept) {
            return probe().map(probe -> new NewsWatch.Question(
                    name(), probe.first(kept), project.change().everySeconds()));
        }
    }

    /** A project of the list that cannot be carried; {@code why} names the field and the mend. */
    record Rejected(String name, String why) {}

    /**
     * A project off the list that is served no more.
     *
     * @param since when it was taken off
     * @param over whether {@code retireAfterSeconds} have passed; where no list named the mirror any more, they may not have
     */
    record Unclaimed(Instant since, boolean over) {}

    /** What is wrong with a whole MirrorNode; {@code reason} is a condition's reason. */
    record Problem(String reason, String message) {}

    static NodeView of(
            MirrorNode node, Collection<MirrorProject> projects, Collection<MirrorNode> others, Settings settings) {
        Map<String, MirrorProjectSpec> catalogue = projects.stream()
                .filter(project -> project.getSpec() != null)
                .collect(Collectors.toMap(project -> project.getMetadata().getName(), MirrorProject::getSpec));
        List<Carried> carried = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (HostedProject entry : node.getSpec().projects()) {
            Carried candidate = new Carried(
                    entry, catalogue.get(entry.name()), node.getSpec().upstream());
            admit(node, candidate, carried)
                    .ifPresentOrElse(
                            why -> rejected.add(new Rejected(entry.name(), why)), () -> carried.add(candidate));
        }
        return new NodeView(
                node.getMetadata().getNamespace(),
                node.getMetadata().getName(),
                node.getSpec(),
                List.copyOf(carried),
                List.copyOf(rejected),
                Placement.problem(node, others, settings.storageRoots()),
                new Asked(node.getMetadata().getAnnotations()),
                Pauses.of(node.getMetadata().getAnnotations()),
                List.of(),
                Collections.emptySortedMap(),
                settings);
    }

    /**
     * As it is at a moment: without the pauses that are over.
     *
     * @param before tells what was published, and since when projects are off the list
     */
    NodeView at(Instant now, MirrorNodeStatus before) {
        SortedMap<String, Unclaimed> over = new TreeMap<>();
        before.projects().stream()
                .filter(project -> project.retiredSince() != null && !now.isBefore(retiredUntil(project)))
                .filter(project ->
                        spec.projects().stream().noneMatch(entry -> entry.name().equals(project.name())))
                .forEach(project -> over.put(
                        project.name(), new Unclaimed(project.retiredSince(), !now.isBefore(retirementEnd(project)))));
        List<String> published = before.projects().stream()
                .filter(project -> project.published() != null)
                .map(ProjectStatus::name)
                .sorted()
                .toList();
        return new NodeView(
                namespace, name, spec, carried, rejected, problem, asked, pauses.at(now), published, over, settings);
    }

    /** The same, where the storage itself tells what it holds. */
    NodeView holding(StorageStatus storage) {
        List<String> held = storage.projects().stream()
                .filter(project -> project.published() != null)
                .map(SyncResult::project)
                .sorted()
                .toList();
        return new NodeView(
                namespace, name, spec, carried, rejected, problem, asked, pauses, held, unclaimed, settings);
    }

    /** Until when a project that is off the list has the time that the spec gives it; its data waits that long. */
    Instant retirementEnd(ProjectStatus retired) {
        return retired.retiredSince().plusSeconds(spec.retireAfterSeconds());
    }

    /** How long a project that is off the list is served. */
    Instant retiredUntil(ProjectStatus retired) {
        Instant latest = retirementEnd(retired);
        return retired.delisted() == null || latest.isBefore(retired.delisted()) ? latest : retired.delisted();
    }

    /** Whether no sync of a project starts. */
    boolean isPaused(Carried project) {
        return spec.sync().paused() || pauses.until(project.name()).isPresent();
    }

    /** The projects of which syncs may start. */
    Stream<Carried> active() {
        return carried.stream().filter(project -> !isPaused(project));
    }

    /** Why an entry cannot be carried beside those before it, or nothing; its project may be unknown. */
    private static Optional<String> admit(MirrorNode node, Carried candidate, List<Carried> before) {
        MirrorProjectSpec project = candidate.project();
        HostedProject entry = candidate.entry();
        String field = "spec.projects[name=" + entry.name() + "]";
        if (project == null) {
            return Optional.of(field + ": there is no MirrorProject " + entry.name()
                    + " in this namespace. Correct the name (kubectl get mirrorprojects lists them) or apply one.");
        }
        if (project.layout() == null) {
            return Optional.of(
                    field + ": this version does not know the layout of MirrorProject " + entry.name()
                            + ". Upgrade the operator, or choose a layout that kubectl explain mirrorproject.spec.layout names.");
        }
        try {
            Plans.of(node.getMetadata().getName(), node.getSpec(), candidate);
        } catch (IllegalArgumentException e) {
            // Admission lets none of these through; an object from before a rule was made may still be there.
            return Optional.of(field + ": " + e.getMessage() + ". Correct the MirrorProject or the entry.");
        }
        return before.stream()
                .flatMap(other -> variants(other, candidate).map((field + ": ")::concat).stream())
                .findFirst()
                .or(() -> clash(field, candidate, before));
    }

    /** Variants of one project fill one tree, and the second would delete what the first fetched. */
    private static Optional<String> variants(Carried one, Carried other) {
        String family = other.project().family();
        return family == null || !family.equals(one.project().family())
                ? Optional.empty()
                : Optional.of("%s and %s are variants of one project (family %s). Carry one of them."
                        .formatted(one.name(), other.name(), family));
    }

    private static Optional<String> clash(String field, Carried candidate, List<Carried> before) {
        return before.stream()
                .flatMap(other -> shared(other.project(), candidate.project())
                        .map("%s: %s and %s would share %%s. Carry one of them, or give one another path and module."
                                .formatted(field, other.name(), candidate.name())::formatted)
                        .stream())
                .findFirst();
    }

    private static Optional<String> shared(MirrorProjectSpec one, MirrorProjectSpec other) {
        return paths(one)
                .flatMap(path -> paths(other)
                        .filter(theirs -> overlap(path, theirs))
                        .map(theirs -> "the path " + (path.length() <= theirs.length() ? path : theirs)))
                .findFirst()
                .or(() -> modules(one)
                        .filter(module -> modules(other).anyMatch(module::equals))
                        .findFirst()
                        .map(module -> "the rsync module " + module));
    }

    /** An alias of one part is a module as well. */
    private static Stream<String> modules(MirrorProjectSpec project) {
        return Stream.concat(
                Stream.of(project.module()), project.aliases().stream().filter(alias -> !alias.contains("/")));
    }

    private static Stream<String> paths(MirrorProjectSpec project) {
        return Stream.concat(Stream.of(project.path()), project.aliases().stream());
    }

    private static boolean overlap(String one, String other) {
        return (one + "/").startsWith(other + "/") || (other + "/").startsWith(one + "/");
    }

    Site site() {
        return Sites.of(this);
    }

    /** The Secret with the certificate of https. */
    String certificate() {
        return acme().map(acme -> Names.certificate(name, acme.directory()))
                .orElseGet(() -> spec.http().tls().secretName());
    }

    /** The authority that it is to be ordered from. */
    Optional<Acme> acme() {
        return Optional.ofNullable(spec.http().tls()).map(Tls::acme);
    }

    SyncPlan plan(Carried each) {
        return Plans.of(name, spec, each).asking(asked.of(each.name()));
    }
}
