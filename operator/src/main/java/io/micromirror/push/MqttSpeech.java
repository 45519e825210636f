package io.micromirror.push;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What is said to a broker, in one version of the protocol: a clean session, quality of service 0, nothing kept. What an
 * answer says, the future holds; how a connection ends, the client's listener is told.
 */
interface MqttSpeech {
    /** The longest packet that is taken: announcements are a line, and a box has little memory. */
    int LONGEST = 1 << 16;

    /** How many messages may lie about unheard; each is heard before the next is read. */
    int UNHEARD = 16;

    /** Says who connects; each message from then on is told on the client's own thread. */
    CompletableFuture<?> connect(int keepAliveSeconds, Consumer<Message> heard);

    /**
     * Nothing of what we publish ourselves, and nothing that was kept from before, where the version can say so. The answer
     * is how many of the filters are refused.
     */
    CompletableFuture<Long> subscribe(Set<TopicFilter> filters);

    CompletableFuture<?> publish(String topic, String payload);

    void disconnect();
}
