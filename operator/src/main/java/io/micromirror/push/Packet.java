package io.micromirror.push;

/** What a broker sends, as far as it concerns who only listens. */
sealed interface Packet {
    /** The answer to a connection; 0 is yes. */
    record Connected(int code) implements Packet {}

    /** The answer to a subscription: how many of its filters were refused. */
    record Subscribed(int refused) implements Packet {}

    record Published(Message message) implements Packet {}

    /** A message that cannot be news: too large, or of a topic that MQTT forbids. */
    record Unfit(PushOutcome outcome) implements Packet {}

    /** The broker ends the connection, MQTT 5 says why. */
    record Disconnected(int code) implements Packet {}

    /** Anything else, such as the answer to a ping. */
    record Other() implements Packet {}
}
