package io.micromirror.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micromirror.change.Lookout;
import io.micromirror.kube.Client;
import io.micromirror.push.PushMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the operator until it is told to stop: one namespace, a handful of threads, no leader election. */
@Command(name = "operator", description = "Keeps every MirrorNode of its namespace as its manifest says.")
public final class OperatorCommand implements Callable<Integer> {
    /** A box has one mirror or two; more threads would only cost memory. */
    private static final int THREADS = 2;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "TCP port of /livez, /readyz and /metrics. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where the checks keep what they have at hand. Default: a directory of its own below the"
                    + " system's temporary one.")
    private Path state;

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            defaultValue = "/secrets",
            description = "Where Secrets are mounted, each as a directory of its name. Default: ${DEFAULT-VALUE}.")
    private Path secrets;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = Settings.of(System.getenv());
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        try (KubernetesClient client = Client.connect()) {
            Clock clock = Clock.systemUTC();
            Watches watches = watches(registry, clock);
            MirrorNodeReconciler reconciler = new MirrorNodeReconciler(
                    settings, watches, state == null ? Files.createTempDirectory("checks") : state, clock);
            Operator operator = operator(settings, client, registry, reconciler);
            try (HealthServer _ = HealthServer.start(
                    port,
                    operator,
                    to -> metrics(registry, reconciler, to),
                    watches.pushes().webhook())) {
                operator.start();
                new CountDownLatch(1).await();
            }
        }
        return 0;
    }

    private static void metrics(PrometheusMeterRegistry registry, MirrorNodeReconciler reconciler, OutputStream to)
            throws IOException {
        registry.scrape(to);
        reconciler.metrics(to);
    }

    private Watches watches(PrometheusMeterRegistry registry, Clock clock) {
        Lookout lookout = new Lookout();
        NewsWatch news = new NewsWatch(lookout::look, clock, RandomGenerator.getDefault());
        return new Watches(
                news,
                new ReleaseWatch(lookout::open, clock),
                new Pushes(secrets, news, new PushMetrics(registry), clock));
    }

    private static Operator operator(
            Settings settings,
            KubernetesClient client,
            PrometheusMeterRegistry registry,
            MirrorNodeReconciler reconciler) {
        Metrics metrics = MicrometerMetrics.withoutPerResourceMetrics(registry);
        Operator operator = new Operator(configuration -> configuration
                .withKubernetesClient(client)
                .withConcurrentReconciliationThreads(THREADS)
                .withConcurrentWorkflowExecutorThreads(THREADS)
                .withMetrics(metrics)
                .withReconciliationTerminationTimeout(Duration.ofSeconds(5)));
        operator.register(reconciler, controller -> controller.settingNamespace(settings.namespace()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            reconciler.save();
            operator.stop();
        }));
        return operator;
    }
}
