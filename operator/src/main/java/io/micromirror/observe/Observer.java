package io.micromirror.observe;

import io.micromirror.check.Family;
import io.micromirror.check.Glance;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at mirrors again and again, each over each family at a pace of its own, and says when a verdict changes. Time is
 * measured, not read from a clock that somebody may set.
 */
public final class Observer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Observer.class);
    private static final List<Family> FAMILIES = List.of(Family.IPV4, Family.IPV6);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Glance glance;
    private final Witnesses witnesses;
    private final Pace pace;
    private final Clock clock;
    private final Consumer<Change> news;
    private final Map<Neighbour, Sighting> sightings = new ConcurrentHashMap<>();
    private final Map<Neighbour, List<Future<?>>> work = new HashMap<>();
    private volatile List<URI> references = List.of();

    /** @param news hears of each change, on the thread that saw it */
    public Observer(Glance glance, Pace pace, Clock clock, Consumer<Change> news) {
        this.glance = glance;
        this.witnesses = new Witnesses(glance, threads);
        this.pace = pace;
        this.clock = clock;
        this.news = news;
    }

    /**
     * From now on these and no others.
     *
     * @param others what else answers while the network here is up
     */
    public synchronized void watch(Collection<Neighbour> neighbours, List<URI> others) {
        references = List.copyOf(others);
        List.copyOf(work.keySet()).stream()
                .filter(known -> !neighbours.contains(known))
                .forEach(gone -> {
                    work.remove(gone).forEach(each -> each.cancel(true));
                    sightings.remove(gone);
                });
        for (Neighbour neighbour : neighbours) {
            if (!work.containsKey(neighbour)) {
                sightings.put(neighbour, Sighting.begin(neighbour, clock.instant()));
                work.put(
                        neighbour,
                        FAMILIES.stream()
                                .<Future<?>>map(family -> threads.submit(() -> look(neighbour, family)))
                                .toList());
            }
        }
    }

    /** How those that are watched are seen now. */
    public Collection<Sighting> sightings() {
        return List.copyOf(sightings.values());
    }

    private void look(Neighbour neighbour, Family family) {
        try {
            for (int number = 0; ; number++) {
                Sighting before = sightings.get(neighbour);
                if (before == null) {
                    return;
                }
                long start = System.nanoTime();
                Watch watch = look(neighbour, family, number, before.families().get(family));
                note(neighbour, family, watch);
                Thread.sleep(pace.after(watch).minus(Duration.ofNanos(System.nanoTime() - start)));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private Watch look(Neighbour neighbour, Family family, int number, Watch before) throws InterruptedException {
        Look look = Look.of(number, before);
        Sample sample = sample(neighbour, family, look);
        boolean witnessed = sample instanceof Sample.Failed && witnesses.any(family, references, neighbour.status());
        return before.after(sample, witnessed);
    }

    private Sample sample(Neighbour neighbour, Family family, Look look) {
        try {
            return Judgement.of(neighbour, look, seen(neighbour.status(), family, look), clock.instant());
        } catch (RuntimeException e) {
            log.error("{} could not be looked at", neighbour.name(), e);
            return new Sample.NotFromHere("it could not be asked");
        }
    }

    private Glance.Seen seen(URI url, Family family, Look look) {
        return switch (look) {
            case HEAD -> glance.head(url, family);
            case START -> glance.start(url, family, Judgement.START);
            case WHOLE -> glance.get(url, family, Judgement.LARGEST);
        };
    }

    private void note(Neighbour neighbour, Family family, Watch watch) {
        Sighting[] was = new Sighting[1];
        Sighting is = sightings.computeIfPresent(neighbour, (_, before) -> {
            was[0] = before;
            return before.with(family, watch, clock.instant());
        });
        if (is != null) {
            is.since(was[0]).ifPresent(news);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
