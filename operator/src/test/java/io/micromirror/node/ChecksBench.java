package io.micromirror.node;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micromirror.api.MirrorNode;
import io.micromirror.api.MirrorNodeStatus;
import io.micromirror.api.MirrorProject;
import io.micromirror.check.Asker;
import io.micromirror.check.Level;
import io.micromirror.check.ProjectChecks;
import io.micromirror.check.Round;
import io.micromirror.check.Subject;
import io.micromirror.check.Verdict;
import io.micromirror.metrics.Scrape;
import io.micromirror.serve.Space;
import io.micromirror.sync.Outcome;
import io.micromirror.sync.SyncResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;

/**
 * What operator/bench/checks measures inside one JVM, as the operator's has it: a round of checks, two projects at a time,
 * and scrapes of a fleet. Prints name, value and unit, with tabs between them.
 */
final class ChecksBench {
    private static final int NODES = 44;
    private static final int PROJECTS = 13;
    private static final int SCRAPES = 200;

    private ChecksBench() {}

    public static void main(String... arguments) throws IOException, InterruptedException, ExecutionException {
        List<Subject> subjects = subjects(Path.of(arguments[0]), URI.create(arguments[1]), URI.create(arguments[2]));
        Path references = Files.createTempDirectory("references");
        // Classes are loaded and references at hand, as after the first day.
        round(subjects, references);
        System.gc();
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        long rest = kib("VmRSS");
        Instant start = Instant.now();
        List<Verdict> verdicts = round(subjects, references);
        figure("checks-round-of-%d-projects".formatted(subjects.size()), seconds(start), "s");
        figure("checks-memory-above-rest", (kib("VmHWM") - rest) / 1000.0, "MB");
        figure(
                "checks-verdicts-ok",
                (double) verdicts.stream()
                        .filter(each -> each.level() == Level.OK)
                        .count(),
                "projects");
        verdicts.stream()
                .filter(each -> each.level() != Level.OK)
                .forEach(each -> System.err.println("checks: " + each.project() + ": " + each.message()));
        scrapes();
    }

    private static List<Subject> subjects(Path folder, URI http, URI rsync) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                try (InputStream manifest = Files.newInputStream(file)) {
                    subjects.add(Subject.of(ProjectChecks.read(manifest), List.of(http), rsync));
                }
            }
        }
        return subjects;
    }

    private static List<Verdict> round(List<Subject> subjects, Path references)
            throws InterruptedException, ExecutionException {
        Round round =
                new Round(checker -> Asker.of(checker, (SSLSocketFactory) SSLSocketFactory.getDefault(), references));
        List<Verdict> verdicts = new ArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<Verdict>> asked = new ArrayList<>();
            for (Subject subject : subjects) {
                asked.add(two.submit(
                        () -> round.judge(subject.target(), subject.checks(), Round.Before.NOTHING, Instant.now())
                                .verdict()));
            }
            for (Future<Verdict> each : asked) {
                verdicts.add(each.get());
            }
        }
        return verdicts;
    }

    private static void scrapes() throws IOException, InterruptedException {
        NodeView view = Sightings.view(PROJECTS);
        List<MirrorNode> nodes = IntStream.range(0, NODES)
                .mapToObj(number -> node("node-" + number, view))
                .toList();
        StorageReader.Gauge told = new StorageReader.Gauge(
                Optional.of(new Space(4_000_000_000_000L, 1_000_000_000_000L)),
                Optional.of(new io.micromirror.serve.ServingReport("s", "w", "l", null, null, null, null)),
                Optional.empty(),
                Sightings.NOON);
        List<MirrorProject> catalogue = Sightings.catalogue(PROJECTS);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            Scrape.answer(
                    exchange,
                    to -> NodeMetrics.render(nodes, catalogue, _ -> Optional.of(told), _ -> Map.of())
                            .writeTo(to));
        });
        server.createContext("/nothing", exchange -> Scrape.answer(exchange, _ -> {}));
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(url).build();
            // Who scrapes has done so before; how the client starts is not the operator's.
            client.send(HttpRequest.newBuilder(url.resolve("/nothing")).build(), BodyHandlers.ofString());
            long[] micros = new long[SCRAPES];
            long length = 0;
            for (int i = 0; i < SCRAPES; i++) {
                long start = System.nanoTime();
                try (InputStream body =
                        client.send(request, BodyHandlers.ofInputStream()).body()) {
                    length = body.transferTo(OutputStream.nullOutputStream());
                }
                micros[i] = Duration.ofNanos(System.nanoTime() - start).toNanos() / 1000;
            }
            figure("checks-scrape-first", micros[0] / 1000.0, "ms");
            Arrays.sort(micros);
            figure("checks-scrape-median", micros[SCRAPES / 2] / 1000.0, "ms");
            figure("checks-scrape-99-of-100", micros[SCRAPES * 99 / 100] / 1000.0, "ms");
            figure("checks-scrape-bytes", length / 1000.0, "kB");
        } finally {
            server.stop(0);
        }
    }

    private static MirrorNode node(String name, NodeView view) {
        SyncResult[] results = view.spec().projects().stream()
                .map(project -> Sightings.result(project.name(), Outcome.UPDATED, Sightings.NOON))
                .toArray(SyncResult[]::new);
        Map<String, Verdict> verdicts = new HashMap<>();
        view.spec()
                .projects()
                .forEach(project -> verdicts.put(
                        project.name(),
                        new Verdict(
                                project.name(),
                                "checker",
                                Level.LAGGING,
                                "Ageing",
                                "old",
                                null,
                                Sightings.NOON,
                                Sightings.NOON,
                                List.of())));
        MirrorNode node = new MirrorNode();
        node.setMetadata(new ObjectMetaBuilder().withName(name).build());
        node.setSpec(view.spec());
        node.setStatus(Verdicts.of(
                Sightings.status(view, Sightings.serving(results)),
                new MirrorNodeStatus(null, null, null, null, null, null),
                verdicts,
                Sightings.NOON));
        return node;
    }

    private static double seconds(Instant start) {
        return Duration.between(start, Instant.now()).toMillis() / 1000.0;
    }

    private static long kib(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private static void figure(String name, double value, String unit) {
        System.out.println("%s\t%.1f\t%s".formatted(name, value, unit));
    }
}
