package io.micromirror.push;

import com.hivemq.client.internal.mqtt.message.connect.MqttConnect;
import com.hivemq.client.internal.mqtt.message.connect.mqtt3.Mqtt3ConnectView;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.suback.Mqtt3SubAck;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * MQTT 3.1.1. It has no word for how much we take, so a longer message ends the connection: the library's 3.1.1 API does
 * not even limit what itself takes, and would hold up to 256 MB for whoever claims so; its inner one does.
 */
final class Mqtt3Speech implements MqttSpeech {
    private final Mqtt3AsyncClient client;
    private final Optional<Login.User> user;

    Mqtt3Speech(MqttClientBuilder client, Optional<Login.User> user) {
        this.client = client.useMqttVersion3().buildAsync();
        this.user = user;
    }

    private Mqtt3Connect greeting(int keepAliveSeconds) {
        return Mqtt3ConnectView.of((MqttConnect) Mqtt5Speech.greeting(keepAliveSeconds, user));
    }

    @Override
    public CompletableFuture<?> connect(int keepAliveSeconds, Consumer<Message> heard) {
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> heard.accept(
                        Message.of(message.getTopic().toString(), message.getPayloadAsBytes(), message.isRetain())),
                Runnable::run);
        return client.connect(greeting(keepAliveSeconds));
    }

    @Override
    public CompletableFuture<Long> subscribe(Set<TopicFilter> filters) {
        return client.subscribe(Mqtt3Subscribe.builder()
                        .addSubscriptions(filters.stream()
                                .map(filter -> Mqtt3Subscription.builder()
                                        .topicFilter(filter.text())
                                        .qos(MqttQos.AT_MOST_ONCE)
                                        .build()))
                        .build())
                .exceptionally(Mqtt3Speech::refusal)
                .thenApply(answer -> answer.getReturnCodes().stream()
                        .filter(code -> code.isError())
                        .count());
    }

    /** That all is refused is an answer too. */
    private static Mqtt3SubAck refusal(Throwable trouble) {
        if (trouble instanceof Mqtt3SubAckException all) {
            return all.getMqttMessage();
        }
        throw new CompletionException(trouble);
    }

    @Override
    public CompletableFuture<?> publish(String topic, String payload) {
        return client.publish(Mqtt3Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_MOST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .build());
    }

    @Override
    public void disconnect() {
        CompletableFuture<?> _ = client.disconnect(); // which is of no interest
    }
}
