package io.micromirror.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what each distribution's checker would say now: of a mirror of the cluster, or of any mirror. */
@Command(
        name = "check",
        description =
                "Says what each distribution's checker would say of a mirror now. Ends with 1 unless every verdict"
                        + " is OK.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private final Mirrors cluster;

    /** What is to be checked of a mirror of a cluster. */
    @FunctionalInterface
    public interface Mirrors {
        /**
         * The projects of a MirrorNode.
         *
         * @param namespace null for that of kubectl's context
         * @param only one of its projects, or null for all
         * @throws IllegalArgumentException with a sentence, when there is no such mirror or project
         */
        List<Subject> of(String namespace, String node, String only);
    }

    @Parameters(index = "0", arity = "0..1", paramLabel = "NODE", description = "A MirrorNode of the cluster.")
    private String node;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PROJECT", description = "One of its projects. Default: all.")
    private String only;

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "${env:POD_NAMESPACE}",
            description = "Namespace of the MirrorNode. Default: that of the pod, or of kubectl's context.")
    private String namespace;

    @Option(
            names = "--url",
            description = "Root of any mirror, http or https; give both where it has both. Needs no cluster.")
    private List<URI> urls = List.of();

    @Option(names = "--rsync", description = "Root of its rsync daemon. Default: not asked.")
    private URI rsync;

    @Option(names = "--project", description = "Projects of the catalogue to check below --url; repeatable.")
    private List<String> projects = List.of();

    @Option(names = "--file", description = "Manifests of further MirrorProjects to check; repeatable.")
    private List<Path> files = List.of();

    @Option(
            names = "--history",
            paramLabel = "DIR",
            description = "Where to remember what verdicts need, such as strikes. Default: nowhere.")
    private Path history;

    @Option(names = "--json", description = "Write JSON in place of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    public CheckCommand(Mirrors cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Subject> subjects = node == null ? named() : ofCluster();
        Path temporary = Files.createTempDirectory("check");
        try {
            List<Verdict> verdicts = verdicts(subjects, temporary);
            spec.commandLine()
                    .getOut()
                    .print(json ? CheckReport.json(verdicts) : CheckReport.table(verdicts, Instant.now()));
            spec.commandLine().getOut().flush();
            return verdicts.stream().allMatch(verdict -> verdict.level() == Level.OK) ? 0 : 1;
        } finally {
            try (Stream<Path> kept = Files.walk(temporary)) {
                for (Path each : kept.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private List<Subject> ofCluster() {
        try {
            return cluster.of(namespace == null || namespace.isBlank() ? null : namespace, node, only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<Verdict> verdicts(List<Subject> subjects, Path temporary) throws InterruptedException {
        Path references = history == null ? temporary : history.resolve("references");
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        Round round = new Round(checker -> Asker.of(checker, tls, references));
        List<Verdict> verdicts = new ArrayList<>();
        for (Subject subject : subjects) {
            HistoryFile file = new HistoryFile(
                    history == null ? temporary : history, subject.target().project());
            Round.Judged judged = round.judge(
                    subject.target(),
                    subject.checks(),
                    Round.Before.of(file.read()),
                    Clock.systemUTC().instant());
            if (history != null) {
                file.write(judged.history());
            }
            verdicts.add(judged.verdict());
        }
        return verdicts;
    }

    private List<Subject> named() throws IOException {
        List<URI> roots = urls.stream().map(this::root).toList();
        if (roots.isEmpty() || (projects.isEmpty() && files.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Name a NODE, or --url and --project, such as: check --url http://mirror.example.net/ --project archlinux");
        }
        List<Subject> subjects = new ArrayList<>();
        for (String project : projects) {
            ProjectChecks checks = ProjectChecks.ofCatalogue(project)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "The catalogue has no project " + project + "; name its manifest with --file"));
            subjects.add(Subject.of(checks, roots, rsync == null ? null : directory(rsync)));
        }
        for (Path file : files) {
            try (InputStream manifest = Files.newInputStream(file)) {
                subjects.add(Subject.of(ProjectChecks.read(manifest), roots, rsync == null ? null : directory(rsync)));
            }
        }
        return subjects;
    }

    private URI root(URI url) {
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new ParameterException(
                    spec.commandLine(), "--url must be http:// or https:// and a host, not " + url);
        }
        return directory(url);
    }

    private static URI directory(URI url) {
        return url.toString().endsWith("/") ? url : URI.create(url + "/");
    }
}
