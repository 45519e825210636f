package io.micromirror.check;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Names that are known go on being known while the resolver is silent: whether a mirror answers is another question. The
 * resolver blocks for seconds where packets are lost, so it is asked on a thread of its own, and waited for no longer than
 * its patience.
 */
public final class RememberedNames implements Names {
    private static final long FRESH = Duration.ofSeconds(20).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST = 1024;

    private final Names names;
    private final Duration patience;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            2,
            2,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> Thread.ofPlatform().name("names").daemon().unstarted(task));

    private record Known(List<InetAddress> addresses, long since) {}

    /** Asks the system's resolver. */
    public RememberedNames() {
        this(SYSTEM, PATIENCE);
    }

    RememberedNames(Names names, Duration patience) {
        this.names = names;
        this.patience = patience;
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public List<InetAddress> of(String host) throws UnknownHostException {
        Known last = known.get(host);
        if (last != null && System.nanoTime() - last.since() < FRESH) {
            return last.addresses();
        }
        Future<List<InetAddress>> asked = threads.submit(() -> ask(host));
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return orTemporary(last, host);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownHostException unknown
                    && Asker.unknown(unknown) == Answer.Trouble.NO_ADDRESS) {
                known.remove(host);
                throw unknown;
            }
            return orTemporary(last, host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return orTemporary(last, host);
        }
    }

    /** An answer that comes too late for whoever asked is there for the next one. */
    private List<InetAddress> ask(String host) throws UnknownHostException {
        List<InetAddress> addresses = names.of(host);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(host, new Known(addresses, System.nanoTime()));
        return addresses;
    }

    private static List<InetAddress> orTemporary(Known last, String host) throws UnknownHostException {
        if (last == null) {
            // In the words of the system's resolver (EAI_AGAIN).
            throw new UnknownHostException(host + ": Temporary failure in name resolution");
        }
        return last.addresses();
    }
}
