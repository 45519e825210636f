package io.micromirror.push;

import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** MQTT 5: the broker is told how much we take, and leaves out what is longer. */
final class Mqtt5Speech implements MqttSpeech {
    private final Mqtt5AsyncClient client;
    private final Optional<Login.User> user;

    Mqtt5Speech(MqttClientBuilder client, Optional<Login.User> user) {
        this.client = client.useMqttVersion5().buildAsync();
        this.user = user;
    }

    static Mqtt5Connect greeting(int keepAliveSeconds, Optional<Login.User> user) {
        return Mqtt5Connect.builder()
                .keepAlive(keepAliveSeconds)
                .cleanStart(true)
                .restrictions()
                .maximumPacketSize(LONGEST)
                .receiveMaximum(UNHEARD)
                .applyRestrictions()
                .simpleAuth(user.map(Mqtt5Speech::login).orElse(null))
                .build();
    }

    private static Mqtt5SimpleAuth login(Login.User user) {
        return Mqtt5SimpleAuth.builder()
                .username(user.name())
                .password(user.password().getBytes(StandardCharsets.UTF_8))
                .build();
    }

    @Override
    public CompletableFuture<?> connect(int keepAliveSeconds, Consumer<Message> heard) {
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                message -> heard.accept(
                        Message.of(message.getTopic().toString(), message.getPayloadAsBytes(), message.isRetain())),
                Runnable::run);
        return client.connect(greeting(keepAliveSeconds, user));
    }

    @Override
    public CompletableFuture<Long> subscribe(Set<TopicFilter> filters) {
        return client.subscribe(Mqtt5Subscribe.builder()
                        .addSubscriptions(filters.stream().map(Mqtt5Speech::subscription))
                        .build())
                .exceptionally(Mqtt5Speech::refusal)
                .thenApply(answer -> answer.getReasonCodes().stream()
                        .filter(code -> code.isError())
                        .count());
    }

    /** That all is refused is an answer too. */
    private static Mqtt5SubAck refusal(Throwable trouble) {
        if (trouble instanceof Mqtt5SubAckException all) {
            return all.getMqttMessage();
        }
        throw new CompletionException(trouble);
    }

    private static Mqtt5Subscription subscription(TopicFilter filter) {
        return Mqtt5Subscription.builder()
                .topicFilter(filter.text())
                .qos(MqttQos.AT_MOST_ONCE)
                .noLocal(true)
                .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                .build();
    }

    @Override
    public CompletableFuture<?> publish(String topic, String payload) {
        return client.publish(Mqtt5Publish.builder()
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
