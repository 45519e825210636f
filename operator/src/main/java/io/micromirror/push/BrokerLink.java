package io.micromirror.push;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to a broker for as long as it is open: listens, announces, and comes back after whatever ended it.
 * It tells its {@link Hearer} and decides nothing.
 */
public final class BrokerLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);

    /** What a broker sends beyond that waits in its own buffers. */
    private static final int MESSAGES_A_SECOND = 500;

    /** After which a break is again worth a look at all that a broker tells of. */
    private static final Duration MISSED_AGAIN = Duration.ofMinutes(10);

    private static final int MOST_UNSAID = 256;

    private final Wanted wanted;
    private final Hearer hearer;
    private final Patience patience;
    private final Clock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final SequencedMap<String, String> unsaid = new LinkedHashMap<>();
    private volatile LinkState state = LinkState.NEW;
    private volatile MqttSession session;
    private volatile boolean closed;
    private MqttVersion version = MqttVersion.FIVE;
    private Instant missed = Instant.MIN;
    private boolean owed;
    private int passed;
    private long second;
    private Thread thread;

    /**
     * Which broker, and what of it.
     *
     * @param url {@code mqtt://} or {@code mqtts://}, host and perhaps port
     * @param secret the directory of {@link Login}
     */
    public record Wanted(URI url, Optional<Path> secret, Set<TopicFilter> filters) {
        public Wanted {
            filters = Set.copyOf(filters);
        }
    }

    /** Who is told, on the connection's own thread. */
    public interface Hearer {
        void heard(Message message);

        /** Something came that is no news. */
        void unfit(PushOutcome outcome);

        /** For a while nobody listened. */
        void missed();

        /** {@link BrokerLink#state} is another one. */
        void changed();
    }

    private BrokerLink(Wanted wanted, Hearer hearer, Patience patience, Clock clock) {
        this.wanted = wanted;
        this.hearer = hearer;
        this.patience = patience;
        this.clock = clock;
    }

    public static BrokerLink open(Wanted wanted, Hearer hearer, Patience patience, Clock clock) {
        BrokerLink link = new BrokerLink(wanted, hearer, patience, clock);
        link.thread = Thread.ofVirtual().name("mqtt " + wanted.url().getHost()).start(link::run);
        return link;
    }

    public Wanted wanted() {
        return wanted;
    }

    public LinkState state() {
        return state;
    }

    /** Announces now, or as soon as there is a connection; of one topic the last word counts. */
    public void announce(String topic, String payload) {
        synchronized (unsaid) {
            if (unsaid.size() < MOST_UNSAID || unsaid.containsKey(topic)) {
                unsaid.put(topic, payload);
            }
        }
        Thread.ofVirtual().name("announce").start(this::say);
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            String why;
            try (MqttSession mine = connect()) {
                session = mine;
                listen(mine);
                return;
            } catch (UnknownHostException unknown) {
                why = "its name is not known to DNS";
            } catch (InterruptedException closing) {
                return;
            } catch (MqttEnd end) {
                end.unfit().ifPresent(hearer::unfit);
                why = end.getMessage();
            } catch (IOException | RuntimeException trouble) {
                why = trouble.getMessage() == null ? trouble.toString() : trouble.getMessage();
            }
            if (closed) {
                return;
            }
            failures = state.isSteady(clock.instant()) ? 0 : failures + 1;
            lost(why);
            sleep(patience.pause(failures, random));
        }
    }

    private MqttSession connect() throws IOException, InterruptedException {
        try {
            return connect(version);
        } catch (MqttEnd end) {
            if (!end.isPerhapsOfVersion()) {
                throw end;
            }
            log.debug("{} may know another version only", wanted.url(), end);
        }
        MqttSession other = connect(version.other());
        version = version.other();
        return other;
    }

    private MqttSession connect(MqttVersion spoken) throws IOException, InterruptedException {
        return MqttSession.open(wanted.url(), login(), spoken, patience, this::hear);
    }

    private Login login() throws IOException {
        return wanted.secret().isPresent() ? Login.read(wanted.secret().get()) : Login.NONE;
    }

    /** Ends by an exception, or because nobody wants it any more. */
    private void listen(MqttSession mine) throws IOException, InterruptedException {
        if (!wanted.filters().isEmpty()) {
            mine.subscribe(wanted.filters());
        }
        set(state.connected(clock.instant(), patience));
        say();
        while (!closed) {
            catchUp();
            mine.listen(MISSED_AGAIN);
        }
    }

    /** On the connection's thread, which reads nothing meanwhile: what comes too fast waits with the broker. */
    private void hear(Message message) {
        hearer.heard(message);
        if (System.nanoTime() - second > TimeUnit.SECONDS.toNanos(1)) {
            passed = 0;
            second = System.nanoTime();
        }
        if (++passed > MESSAGES_A_SECOND) {
            sleep(Duration.ofSeconds(1));
        }
    }

    /** A broker that comes and goes shall not make us read all of an upstream each time. */
    private void catchUp() {
        Instant now = clock.instant();
        if (owed && (missed.equals(Instant.MIN) || missed.plus(MISSED_AGAIN).isBefore(now))) {
            owed = false;
            missed = now;
            hearer.missed();
        }
    }

    private void lost(String why) {
        session = null;
        owed |= state.since().isPresent();
        LinkState before = state;
        set(before.failed(why, clock.instant()));
        if (before.trouble().isEmpty() && state.trouble().isPresent()) {
            log.warn("{} cannot be listened to, and is tried again and again: {}", wanted.url(), why);
        }
    }

    private void set(LinkState other) {
        if (!other.equals(state)) {
            state = other;
            hearer.changed();
        }
    }

    private void say() {
        MqttSession through = session;
        while (through != null && state.since().isPresent()) {
            Map.Entry<String, String> next;
            synchronized (unsaid) {
                next = unsaid.pollFirstEntry();
            }
            if (next == null) {
                return;
            }
            try {
                through.publish(next.getKey(), next.getValue());
            } catch (IOException broken) {
                synchronized (unsaid) {
                    unsaid.putIfAbsent(next.getKey(), next.getValue());
                }
                return;
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        MqttSession open = session;
        if (open != null) {
            open.close();
        }
    }
}
