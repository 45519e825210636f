package io.micromirror.push;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import io.reactivex.schedulers.Schedulers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One connection to a broker, from its greeting to its end, by HiveMQ's client. Every failure is an {@link IOException}
 * whose message goes on after "the broker ...: ". A broker that stops answering is noticed within {@link
 * Patience#silence} twice.
 */
final class MqttSession implements AutoCloseable {
    static final String TLS = "mqtts";
    private static final int PORT = 1883;
    private static final int TLS_PORT = 8883;
    private static final int CLIENT_BYTES = 6;

    /** Netty for one connection that is quiet for hours: no pools of memory, and nothing that a later Java forbids. */
    private static final Map<String, String> LEAN = Map.of(
            "io.netty.allocator.type", "unpooled",
            "io.netty.noPreferDirect", "true",
            "io.netty.noUnsafe", "true",
            "io.netty.leakDetection.level", "disabled",
            "io.netty.recycler.maxCapacityPerThread", "0");

    static {
        LEAN.forEach(System.getProperties()::putIfAbsent);
    }

    private final MqttSpeech speech;
    private final Duration patience;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean closed;

    private MqttSession(URI broker, Login login, MqttVersion version, Patience patience) throws IOException {
        this.patience = patience.answer();
        this.speech = version.speech(client(broker, login), login.user());
    }

    /**
     * Connected and admitted, or an exception.
     *
     * @param heard is told of each message before the next is read
     */
    static MqttSession open(URI broker, Login login, MqttVersion version, Patience patience, Consumer<Message> heard)
            throws IOException, InterruptedException {
        MqttSession session = new MqttSession(broker, login, version, patience);
        try {
            int silence = (int) Math.max(1, patience.silence().toSeconds());
            // The library gives up by itself, and says why.
            session.await(
                    session.speech.connect(silence, message -> session.hear(message, heard)), Duration.ofHours(1));
            return session;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    private MqttClientBuilder client(URI broker, Login login) throws IOException {
        byte[] name = new byte[CLIENT_BYTES];
        RandomGenerator.getDefault().nextBytes(name);
        return MqttClient.builder()
                .identifier("micromirror" + HexFormat.of().formatHex(name))
                .transportConfig(transport(broker, login))
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyExecutor(loop -> Thread.ofPlatform()
                                .daemon()
                                .name("mqtt " + broker.getHost())
                                .start(loop))
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.from(Runnable::run))
                        .build())
                .addConnectedListener(_ -> closeIfClosed())
                .addDisconnectedListener(how -> end.completeExceptionally(MqttEnd.of(how.getCause(), how.getSource())));
    }

    private MqttClientTransportConfig transport(URI broker, Login login) throws IOException {
        boolean encrypted = TLS.equals(broker.getScheme());
        int port = broker.getPort() > 0 ? broker.getPort() : encrypted ? TLS_PORT : PORT;
        // Looked up here, because the library does it on a thread that must not wait.
        return MqttClientTransportConfig.builder()
                .serverAddress(new InetSocketAddress(InetAddress.getByName(broker.getHost()), port))
                .socketConnectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .sslConfig(encrypted ? encryption(login) : null)
                .build();
    }

    private MqttClientSslConfig encryption(Login login) throws IOException {
        return MqttClientSslConfig.builder()
                .trustManagerFactory(login.trust().orElse(null))
                .handshakeTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    private void hear(Message message, Consumer<Message> heard) {
        try {
            heard.accept(message);
        } catch (RuntimeException ours) {
            end.completeExceptionally(new IOException(ours.toString(), ours));
        }
    }

    /** Returns when the broker has answered. */
    void subscribe(Set<TopicFilter> filters) throws IOException, InterruptedException {
        long refused = await(speech.subscribe(filters), patience);
        if (refused > 0) {
            throw new IOException(
                    "it does not let us subscribe to " + refused + " of " + filters.size() + " topics; ask its owner");
        }
    }

    void publish(String topic, String payload) throws IOException, InterruptedException {
        await(speech.publish(topic, payload), patience);
    }

    /** Waits so long for the end; that is an exception, its absence none. */
    void listen(Duration atMost) throws IOException, InterruptedException {
        try {
            end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException ended) {
            throw words(ended);
        } catch (TimeoutException stillOpen) {
            return;
        }
    }

    private <T> T await(CompletableFuture<T> answer, Duration atMost) throws IOException, InterruptedException {
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stalled) {
            throw new IOException(MqttEnd.STALLED, stalled);
        } catch (ExecutionException failed) {
            listen(patience); // which knows better why
            throw words(failed);
        }
    }

    private static IOException words(ExecutionException failed) {
        return failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
    }

    private void closeIfClosed() {
        if (closed) {
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        speech.disconnect();
    }
}
