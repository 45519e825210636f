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
import java.io.IOException;
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

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = Settings.of(System.getenv());
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        try (KubernetesClient client = Client.connect()) {
            Operator operator = operator(settings, client, registry);
            try (HealthServer _ = HealthServer.start(port, operator, registry)) {
                operator.start();
                new CountDownLatch(1).await();
            }
        }
        return 0;
    }

    private static Operator operator(Settings settings, KubernetesClient client, PrometheusMeterRegistry registry) {
        NewsWatch news = new NewsWatch(new Lookout()::look, Clock.systemUTC(), RandomGenerator.getDefault());
        Metrics metrics = MicrometerMetrics.withoutPerResourceMetrics(registry);
        Operator operator = new Operator(configuration -> configuration
                .withKubernetesClient(client)
                .withConcurrentReconciliationThreads(THREADS)
                .withConcurrentWorkflowExecutorThreads(THREADS)
                .withMetrics(metrics)
                .withReconciliationTerminationTimeout(Duration.ofSeconds(5)));
        operator.register(
                new MirrorNodeReconciler(settings, news, Clock.systemUTC()),
                controller -> controller.settingNamespace(settings.namespace()));
        operator.installShutdownHook(Duration.ofSeconds(5));
        return operator;
    }
}
