package io.micromirror.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.micromirror.api.MirrorNode;
import io.micromirror.check.OwnIpv6;
import io.micromirror.kube.Labels;
import io.micromirror.serve.ServingReport;
import io.micromirror.serve.SiteVerdicts;
import io.micromirror.serve.Space;
import io.micromirror.traffic.TrafficReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a mirror's own web server for its {@code status.json}: the operator has no disk of the mirror, and may run on
 * another node. What was read last stands while nobody answers.
 */
final class StorageReader {
    private static final Logger log = LoggerFactory.getLogger(StorageReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int NOT_FOUND = 404;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Function<MirrorNode, ? extends Collection<Pod>> pods;
    private final Clock clock;
    private final Map<String, Told> last = new ConcurrentHashMap<>();
    private final Map<String, String> agents = new ConcurrentHashMap<>();

    /** What a mirror told last, and what that means: the same words, which is nearly always, need no reading again. */
    private record Told(
            String words,
            StorageReading reading,
            Optional<Space> space,
            Optional<OwnIpv6> ipv6,
            Optional<TrafficReport> traffic,
            Instant at) {
        static Told of(String words, Instant now) {
            return new Told(
                    words,
                    StorageReading.parse(words),
                    Space.parse(words),
                    OwnIpv6.parse(words),
                    TrafficReport.parse(words),
                    now);
        }

        Told again(Instant now) {
            return new Told(words, reading, space, ipv6, traffic, now);
        }
    }

    /**
     * What of it changes all the time and is for metrics alone.
     *
     * @param traffic what was sent, where somebody counts
     * @param answered when the mirror answered last
     */
    record Gauge(
            Optional<Space> space,
            Optional<ServingReport> serving,
            Optional<TrafficReport> traffic,
            Instant answered) {}

    StorageReader(Function<MirrorNode, ? extends Collection<Pod>> pods, Clock clock) {
        this.pods = pods;
        this.clock = clock;
    }

    /** Lets a mirror know, whenever it is asked, which verdicts hold. */
    void tell(MirrorNode node, SiteVerdicts verdicts) {
        agents.put(node.getMetadata().getUid(), verdicts.agent());
    }

    /** One reading, or none if there never was one. */
    Set<StorageReading> read(MirrorNode node) {
        String uid = node.getMetadata().getUid();
        servingAddress(node)
                .flatMap(uri -> fetch(uri, agents.getOrDefault(uid, "micromirror operator")))
                .ifPresent(words -> last.compute(
                        uid,
                        (_, told) -> told != null && told.words().equals(words)
                                ? told.again(clock.instant())
                                : Told.of(words, clock.instant())));
        Told told = last.get(uid);
        return told == null ? Set.of() : Set.of(told.reading());
    }

    /** What was seen of a mirror last; nothing where it never answered. */
    Optional<Gauge> gauge(MirrorNode node) {
        return Optional.ofNullable(last.get(node.getMetadata().getUid()))
                .map(told -> new Gauge(told.space(), told.reading().serving(), told.traffic(), told.at()));
    }

    /** What a mirror's own machine says of IPv6; nothing where it never said anything. */
    Optional<OwnIpv6> ipv6(MirrorNode node) {
        return Optional.ofNullable(last.get(node.getMetadata().getUid())).flatMap(Told::ipv6);
    }

    private Optional<URI> servingAddress(MirrorNode node) {
        return root(pods.apply(node), node.getSpec().http().port()).map(root -> URI.create(root + "status.json"));
    }

    /** The root of a mirror's own web server, as the operator reaches it; none while none is ready. */
    static Optional<String> root(Collection<Pod> pods, int port) {
        return pods.stream()
                .filter(pod -> "serving".equals(pod.getMetadata().getLabels().get(Labels.COMPONENT)))
                .filter(Readiness.getInstance()::isReady)
                .map(pod -> pod.getStatus().getHostIP())
                .findFirst()
                .map(address -> "http://%s:%d/".formatted(address.contains(":") ? "[" + address + "]" : address, port));
    }

    private Optional<String> fetch(URI uri, String agent) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(PATIENCE)
                            .header("User-Agent", agent)
                            .build(),
                    BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> Optional.of(response.body());
                // Nothing was ever synced here.
                case NOT_FOUND -> Optional.of("{}");
                default -> Optional.empty();
            };
        } catch (IOException e) {
            log.debug("Asked {} in vain: {}", uri, e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
